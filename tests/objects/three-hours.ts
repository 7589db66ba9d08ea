import { vi } from 'vitest';
import { spanLength } from '../../src/core/history/history';
import type { Counter } from '../../src/durable-objects/counter';

const { hour, day } = spanLength;

/** Ten minutes into the last hour but one of a day, some days ahead: so no real alarm comes in between. */
export const start = Math.ceil(Date.now() / day) * day + 9 * day + 22 * hour + hour / 6;

/** Sets the clock of the objects too, in epoch milliseconds. */
export function setClock(time: number): void {
	vi.setSystemTime(time);
}
/** The last hours or days up to now. */
export function lately(stub: DurableObjectStub<Counter>, by: 'hour' | 'day', count = 48) {
	const to = Math.ceil(Date.now() / spanLength[by]) * spanLength[by];
	return stub.history({ by, from: to - count * spanLength[by], to });
}

/** Writes in three hours, of which the third is the first of a day. */
export async function writeThreeHours(stub: DurableObjectStub<Counter>): Promise<void> {
	await stub.increment(5);
	await stub.decrement(2);
	setClock(start + hour);
	await stub.increment(7);
	setClock(start + 2 * hour);
	await stub.decrement(1);
}

/** The beginning of the first of those hours. */
export const beginning = start - hour / 6;
/** The entries of those hours. */
export const threeHours = [
	{ from: beginning, added: 5, subtracted: 2, value: 3 },
	{ from: beginning + hour, added: 7, subtracted: 0, value: 10 },
	{ from: beginning + 2 * hour, added: 0, subtracted: 1, value: 9 },
];
/** The entries of their two days. */
export const twoDays = [
	{ from: beginning - 22 * hour, added: 12, subtracted: 2, value: 10 },
	{ from: beginning + 2 * hour, added: 0, subtracted: 1, value: 9 },
];
