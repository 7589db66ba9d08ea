import { DurableObject } from 'cloudflare:workers';

/** One number that lasts: every name has an object of this class to itself. */
export class Counter extends DurableObject {
	#value = this.ctx.storage.kv.get<number>('value') ?? 0;

	read(): number {
		return this.#value;
	}

	/** @param amount a whole number, below 0 to subtract */
	add(amount: number): number {
		const value = this.#value + amount;
		this.ctx.storage.kv.put('value', value);
		this.#value = value;
		return value;
	}
}

export default {
	fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler;
