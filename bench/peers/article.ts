/**
 * The design the tutorial grew out of: Hono, and a limiter that is asked twice on every request,
 * first whether the client may and then to record that it did. A page is sent without a value; a
 * script in it fetches it.
 */
import { Hono } from 'hono';
import type { Counter, RateLimiter } from './article-objects';

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

app.get('/counters/:name', (context) => context.html(page(context.req.param('name'))));

function page(name: string): string {
	return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${name}</title></head>
<body>
<h1>${name}</h1>
<output>…</output>
<button>+</button>
<script>
const show = async (response) => {
	document.querySelector('output').textContent = (await response.json()).value;
};
fetch('/api/${name}/value').then(show);
document.querySelector('button').onclick = () =>
	fetch('/api/${name}/increment', { method: 'POST' }).then(show);
</script>
</body>
</html>`;
}

export default app;
