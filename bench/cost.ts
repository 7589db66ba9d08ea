/** What one request uses. */
export interface Use {
	/** Requests to the Worker. */
	readonly requests: number;
	/** Calls of objects. */
	readonly calls: number;
	/** Rows written. */
	readonly rows: number;
}

/**
 * Dollars for a million of each on the paid plan, beyond what is included; read on 23 November 2026.
 * Rows read are left out: at $0.001 a million they change no sum here by a cent.
 *
 * @see https://developers.cloudflare.com/workers/platform/pricing/
 * @see https://developers.cloudflare.com/durable-objects/platform/pricing/
 */
export const prices = { request: 0.3, call: 0.15, row: 1, gigabyteSecond: 12.5 } as const;

/** What an object is billed for while it is active, whatever it uses, in GB. */
const objectMemory = 0.128;

/**
 * How long a call is taken to keep an object active, in seconds. An assumption: it is the time that
 * the examples on Cloudflare's page of prices take for a message.
 */
const callTime = 0.01;

/** Dollars for a million requests, the Worker's CPU time aside. */
export function costPerMillion({ requests, calls, rows }: Use): number {
	const gigabyteSeconds = calls * callTime * objectMemory;
	return (
		requests * prices.request +
		calls * prices.call +
		rows * prices.row +
		gigabyteSeconds * prices.gigabyteSecond
	);
}
