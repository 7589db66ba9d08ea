/**
 * The design the tutorial grew out of: Hono, and a limiter that is asked twice on every request,
 * first whether the client may and then to record that it did. A page is sent without values; a
 * script in it fetches each of them.
 */
import { Hono } from 'hono';
import type { Counter, RateLimiter } from './objects';

interface Bindings {
	readonly COUNTER: DurableObjectNamespace<Counter>;
	readonly RATE_LIMITER: DurableObjectNamespace<RateLimiter>;
}

const app = new Hono<{ Bindings: Bindings }>();

app.use('*', async (context, next) => {
	const client = context.req.header('CF-Connecting-IP') ?? 'unknown';
	const limiter = context.env.RATE_LIMITER.getByName(client);
	const wait = await limiter.check();
	await limiter.record();
	if (wait > 0) {
		const seconds = Math.ceil(wait / 1000);
		return context.json({ error: 'Too many requests', retryAfter: seconds }, 429, {
			'Retry-After': String(seconds),
		});
	}
	return next();
});

app.get('/api/:name/value', async (context) => {
	const counter = context.env.COUNTER.getByName(context.req.param('name'));
	return context.json({ value: await counter.getCounterValue() });
});

app.post('/api/:name/increment', async (context) => {
	const counter = context.env.COUNTER.getByName(context.req.param('name'));
	return context.json({ value: await counter.increment() });
});

app.get('/counters/:name', (context) => context.html(page([context.req.param('name')])));

app.get('/ten', (context) =>
	context.html(page(Array.from({ length: 10 }, (_, at) => `ten-${at}`))),
);

function page(names: readonly string[]): string {
	const counters = names.map(
		(name) => `<section data-counter="${name}">
	<h2>${name}</h2>
	<output>…</output>
	<button data-operation="decrement">−</button>
	<button data-operation="increment">+</button>
</section>`,
	);
	return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Counters</title></head>
<body>
<h1>Counters</h1>
${counters.join('\n')}
<script>
for (const section of document.querySelectorAll('[data-counter]')) {
	const name = section.dataset.counter;
	const show = async (response) => {
		section.querySelector('output').textContent = (await response.json()).value;
	};
	fetch('/api/' + name + '/value').then(show);
	for (const button of section.querySelectorAll('button')) {
		button.onclick = () =>
			fetch('/api/' + name + '/' + button.dataset.operation, { method: 'POST' }).then(show);
	}
}
</script>
</body>
</html>`;
}

export default app;
