/**
 * The auxiliary Worker. A Pages project cannot define Durable Object classes, so this second,
 * smaller Worker exports them, and the site's bindings name it with `script_name`.
 */
export { Counter } from './counter';
export { CounterShard } from './counter-shard';
export { Directory } from './directory';
export { RateLimiter } from './rate-limiter';
export { Receipt } from './receipt';
export { Salt } from './salt';

/** This Worker has no public address, but a Worker must have a handler. */
export default {
	fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler;
