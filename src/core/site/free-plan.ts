/**
 * What Cloudflare's free plan allows for Durable Objects, as of November 2026; a day is one of UTC.
 *
 * @see https://developers.cloudflare.com/durable-objects/platform/pricing/
 */
export const freePlan = {
	/** Calls of objects a day. */
	calls: 100_000,
	/** Rows that objects write a day. */
	rowsWritten: 100_000,
	/** Bytes that all objects store together. */
	storedBytes: 5e9,
} as const;

/** Says what share of an allowance is used, as a percentage with two significant digits. */
export function shareText(used: number, allowed: number): string {
	const percentage = Number(((used / allowed) * 100).toPrecision(2));
	return `${percentage.toLocaleString('en', { maximumFractionDigits: 8 })} %`;
}
