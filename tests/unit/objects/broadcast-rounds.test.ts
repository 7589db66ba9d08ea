import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	audienceInterval,
	messagesPerSecond,
	roundInterval,
	roundWait,
	shortestInterval,
} from '../../../src/core/objects/broadcast-rounds';

const audiences = fc.integer({ min: 1, max: 5000 });
const times = fc.integer({ min: 0, max: 10 ** 13 });

test.each([
	[1, 60],
	[300, 60],
	[500, 100],
	[1000, 200],
	[5000, 1000],
])('with %d watchers a value goes out every %d ms at most', (watchers, interval) => {
	expect(roundInterval('value', watchers)).toBe(interval);
});

test('rounds send no more messages in a second than one counter may, whoever watches', () => {
	fc.assert(
		fc.property(audiences, (watchers) => {
			const atMost = (roundInterval('value', watchers) * messagesPerSecond) / 1000;
			expect(watchers).toBeLessThanOrEqual(atMost + 1e-6);
		}),
	);
});

test('rounds and the first message stay below 20 messages a second to one watcher', () => {
	expect(Math.ceil(1000 / shortestInterval) + 1).toBeLessThanOrEqual(20);
});

test('the audience is reported every two seconds at most, and never sooner than a value', () => {
	fc.assert(
		fc.property(audiences, (watchers) => {
			const interval = roundInterval('audience', watchers);
			expect(interval).toBeGreaterThanOrEqual(audienceInterval);
			expect(interval).toBeGreaterThanOrEqual(roundInterval('value', watchers));
		}),
	);
});

test('a round waits for the rest of the interval', () => {
	expect(roundWait(1000, 1020, 60)).toBe(40);
	expect(roundWait(1000, 1060, 60)).toBe(0);
	expect(roundWait(Number.NEGATIVE_INFINITY, 1000, 60)).toBe(0);
});

test('no round waits for longer than the interval, whatever the clock does', () => {
	fc.assert(
		fc.property(times, times, fc.integer({ min: 60, max: 2000 }), (last, now, interval) => {
			const wait = roundWait(last, now, interval);
			expect(wait).toBeGreaterThanOrEqual(0);
			expect(wait).toBeLessThanOrEqual(interval);
		}),
	);
	expect(roundWait(3_600_000, 0, 60)).toBe(60);
});
