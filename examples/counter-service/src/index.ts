import { type Context, Hono } from 'hono';
import type { Counter } from './counter';
import type { RateLimiter } from './rate-limiter';

export { Counter } from './counter';
export { RateLimiter } from './rate-limiter';

interface Bindings {
	COUNTER: DurableObjectNamespace<Counter>;
	RATE_LIMITER: DurableObjectNamespace<RateLimiter>;
}

type App = { Bindings: Bindings };

const app = new Hono<App>();

/** Reads are free: they cost one call and no write budget. */
app.get('/counters/:name{[a-z0-9-]{1,64}}', async (c) =>
	c.json({ value: await c.env.COUNTER.getByName(c.req.param('name')).read() }),
);

app.post('/counters/:name{[a-z0-9-]{1,64}}/increment', (c) => write(c, c.req.param('name'), 1));
app.post('/counters/:name{[a-z0-9-]{1,64}}/decrement', (c) => write(c, c.req.param('name'), -1));

app.notFound((c) => c.json({ error: 'There is nothing at this address.' }, 404));
app.onError((error, c) => {
	console.error(error);
	return c.json({ error: 'The counter cannot be reached. Try again in a moment.' }, 503);
});

/** A write is two calls: the limiter of the client, checked and recorded at once, and the counter. */
async function write(c: Context<App>, name: string, amount: number): Promise<Response> {
	// Cloudflare sets this field, and no client can; locally there is one client.
	const client = c.req.header('CF-Connecting-IP') ?? 'unknown';
	const wait = await c.env.RATE_LIMITER.getByName(client).limit();
	if (wait > 0) {
		return c.json({ error: 'Too many writes.' }, 429, {
			'Retry-After': String(Math.ceil(wait / 1000)),
		});
	}
	return c.json({ value: await c.env.COUNTER.getByName(name).add(amount) });
}

export default app;
