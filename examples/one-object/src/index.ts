import { DurableObject } from 'cloudflare:workers';

interface Env {
	COUNTER: DurableObjectNamespace<Counter>;
}

/** One number that lasts: every name has an object of this class to itself. */
export class Counter extends DurableObject {
	// Read once, when the object wakes; what is stored stays.
	#value = this.ctx.storage.kv.get<number>('value') ?? 0;

	read(): number {
		return this.#value;
	}

	/** Nothing is awaited, so no other call comes in between; the answer leaves when it is stored. */
	add(amount: number): number {
		const value = this.#value + amount;
		this.ctx.storage.kv.put('value', value);
		this.#value = value;
		return value;
	}
}

export default {
	async fetch(request, env) {
		const [, name, action] =
			/^\/([a-z0-9-]{1,64})(\/add)?$/.exec(new URL(request.url).pathname) ?? [];
		if (name === undefined) return new Response('Try /my-counter', { status: 404 });
		const counter = env.COUNTER.getByName(name);

		if (action === undefined) return page(name, await counter.read());
		if (request.method !== 'POST')
			return new Response('Send a POST', { status: 405, headers: { Allow: 'POST' } });
		await counter.add(1);
		return new Response(null, { status: 303, headers: { Location: `/${name}` } });
	},
} satisfies ExportedHandler<Env>;

/** The value is in the HTML, and the button is a form: nothing here needs a script. */
function page(name: string, value: number): Response {
	const html = `<!doctype html>
<html lang="en">
	<meta name="viewport" content="width=device-width" />
	<title>${name}: ${value}</title>
	<h1>${name}</h1>
	<p><output>${value}</output></p>
	<form method="post" action="/${name}/add"><button>Add 1</button></form>
</html>`;
	return new Response(html, {
		headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
	});
}
