import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { type HistorySpan, spanLength } from '../../src/core/history/history';
import { size } from '../size';
import { freshCounter, hourCount, keyA } from './counter-storage';
import { SlowHistory } from './slow-history';

const { hour, day } = spanLength;

/** So far ahead that no alarm is due by the real clock, whatever the steps do to this one. */
const start = Math.ceil(Date.now() / day) * day + 1000 * day + 22 * hour + hour / 2;

const anyAmount = fc.integer({ min: 1, max: 1000 });

const anyStep = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('add' as const), amount: anyAmount }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('subtract' as const), amount: anyAmount }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('replace' as const), amount: anyAmount }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('flush' as const), amount: anyAmount }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('repeat' as const), amount: fc.constant(7) }),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constantFrom('evict', 'restart', 'run the alarm', 'remove'),
			amount: fc.constant(0),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('end the hour' as const),
			amount: fc.constantFrom(0, 0, 0, 1, 2, 23, 24, 24 * 100),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('set the clock' as const),
			// In minutes.
			amount: fc.constantFrom(-1, -20, -59, -60, -61, -180, -1500, -9000, 1, 40, 61, 1500, 9000),
		}),
	},
);

const anyQuery = fc.record({
	by: fc.constantFrom<HistorySpan>('hour', 'day'),
	// Spans before now.
	back: fc.integer({ min: -30, max: 150 }),
	length: fc.constantFrom(1, 3, 24, 1000),
});

const anyHistory = fc.array(fc.oneof({ weight: 5, arbitrary: anyStep }, anyQuery), {
	minLength: 10,
	maxLength: 50,
	size: 'max',
});

afterEach(() => {
	vi.useRealTimers();
});

test(
	'a history equals a slow one after writes, evictions, restarts, clock jumps and hour ends',
	async () => {
		let entries = 0;
		await fc.assert(
			fc.asyncProperty(anyHistory, anyQuery, async (steps, last) => {
				const { id } = freshCounter();
				const stub = () => env.COUNTER.get(id);
				const slow = new SlowHistory();
				let now = start;
				let flushes = 0;
				vi.setSystemTime(now);

				for (const step of [...steps, last]) {
					if ('by' in step) {
						const { by, back, length } = step;
						const from = (Math.floor(now / spanLength[by]) - back) * spanLength[by];
						const query = { by, from, to: from + length * spanLength[by] };
						const history = await stub().history(query);
						expect(history).toMatchObject({ value: slow.value, ...slow.build(query) });
						entries += history.entries.length;
						continue;
					}
					const { amount } = step;
					switch (step.do) {
						case 'add':
							await stub().increment(amount);
							slow.count(amount, now);
							break;
						case 'subtract':
							await stub().decrement(amount);
							slow.count(-amount, now);
							break;
						case 'replace':
							await stub().overwrite(amount);
							slow.count(amount - slow.value, now);
							break;
						case 'flush':
							flushes += 1;
							await stub().absorb('shard', flushes, amount);
							await stub().absorb('shard', flushes, amount);
							slow.count(amount, now);
							break;
						case 'repeat': {
							const answer = await stub().increment(amount, keyA);
							if ('replayed' in answer && !answer.replayed) slow.count(amount, now);
							break;
						}
						case 'evict':
							// Only what is in memory can be evicted.
							await stub().getCounterValue();
							await evictDurableObject(stub());
							break;
						case 'restart':
							await stub()
								.restart()
								.catch(() => {});
							break;
						case 'run the alarm':
							if (await runDurableObjectAlarm(stub())) slow.forgetHours(now);
							break;
						case 'remove':
							await stub().remove();
							slow.clear();
							flushes = 0;
							break;
						case 'end the hour':
							now = (Math.floor(now / hour) + 1 + amount) * hour;
							break;
						case 'set the clock':
							now = Math.max(start - 100 * day, now + (amount * hour) / 60);
							break;
					}
					vi.setSystemTime(now);
				}
				for (const by of ['hour', 'day'] as const) {
					const query = { by, from: start - 101 * day, to: start + 10_000 * day };
					const history = await stub().history(query);
					expect(history).toMatchObject(slow.build(query));
					entries += history.entries.length;
				}
				const hours = await runInDurableObject(stub(), (_, { storage }) => hourCount(storage));
				expect(hours).toBe(slow.hours());
			}),
			{ numRuns: size(60, 1000) },
		);
		console.log(`history: ${size(60, 1000)} histories, ${entries} entries compared`);
	},
	size(60_000, 900_000),
);
