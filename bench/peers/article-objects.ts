/** The article's objects: nothing is kept in memory, storage is awaited on each call. */
import { DurableObject } from 'cloudflare:workers';
import { countCalls } from './count-calls';

export class Counter extends DurableObject {
	async getCounterValue(): Promise<number> {
		return (await this.ctx.storage.get<number>('value')) ?? 0;
	}

	async increment(amount = 1): Promise<number> {
		const value = ((await this.ctx.storage.get<number>('value')) ?? 0) + amount;
		await this.ctx.storage.put('value', value);
		return value;
	}
}

/** What is left of a client's budget, and since when. */
interface Bucket {
	readonly tokens: number;
	readonly updated: number;
}

/** A token bucket for one client. */
export class RateLimiter extends DurableObject<Cloudflare.Env> {
	/** Returns the milliseconds until the next request is allowed; 0 if it is now. */
	async check(): Promise<number> {
		const { tokens } = await this.#bucket();
		return tokens >= 1 ? 0 : (1 - tokens) * this.env.LIMIT_INTERVAL_MS;
	}

	/** Takes one request off the budget; a refused one costs what is left. */
	async record(): Promise<void> {
		const { tokens, updated } = await this.#bucket();
		await this.ctx.storage.put<Bucket>('bucket', { tokens: Math.max(0, tokens - 1), updated });
	}

	async #bucket(): Promise<Bucket> {
		const now = Date.now();
		const { LIMIT_BURST: burst, LIMIT_INTERVAL_MS: interval } = this.env;
		const stored = await this.ctx.storage.get<Bucket>('bucket');
		if (!stored) return { tokens: burst, updated: now };
		const earned = (now - stored.updated) / interval;
		return { tokens: Math.min(burst, stored.tokens + earned), updated: now };
	}
}

export default countCalls({ Counter, RateLimiter });
