import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chartSpan, spanQuery } from '../../src/core/history/series';
import { freshCounter } from './counter-storage';
import { setClock, start, threeHours, twoDays, writeThreeHours } from './three-hours';

beforeEach(() => setClock(start));
afterEach(() => {
	vi.useRealTimers();
});

test('the histories of both charts come with one call, in the order in which they were asked', async () => {
	const stub = freshCounter();
	await writeThreeHours(stub);
	const queries = [chartSpan('day', Date.now()), chartSpan('hour', Date.now())].map(spanQuery);
	const { calls } = await stub.inspect();
	expect(await stub.histories(queries)).toEqual([
		{ valueBefore: 0, entries: twoDays },
		{ valueBefore: 0, entries: threeHours },
	]);
	expect((await stub.inspect()).calls).toBe(calls + 2);
});
