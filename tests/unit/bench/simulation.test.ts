import { expect, test } from 'vitest';
import {
	type Model,
	mostShards,
	randomNumbers,
	simulate,
	simulateShards,
} from '../../../bench/simulation.ts';

const model: Model = {
	capacity: 1000,
	shards: 8,
	writes: 4000,
	reads: 0,
	flushInterval: 250,
	duration: 11_000,
	seed: 1,
};

test('a simulation depends on its seed and on nothing else', () => {
	expect(simulate(model)).toEqual(simulate(model));
	expect(simulate(model)).not.toEqual(simulate({ ...model, seed: 2 }));
});

test('random numbers fill the range from 0 up to 1 evenly', () => {
	const random = randomNumbers(7);
	const tenths = new Array<number>(10).fill(0);
	for (let count = 0; count < 10_000; count++) {
		const tenth = Math.floor(random() * 10);
		tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1;
	}
	expect(Math.min(...tenths)).toBeGreaterThan(900);
	expect(Math.max(...tenths)).toBeLessThan(1100);
});

test('an object that has little to do answers in the time that one call takes', () => {
	const { writeTime, readTime } = simulate({ ...model, shards: 0, writes: 1, reads: 1 });
	expect(writeTime).toBeCloseTo(1);
	expect(readTime).toBeCloseTo(1);
});

test('without shards the counter is as busy as its writes and reads make it', () => {
	const { rootLoad, rootCalls, staleness } = simulate({
		...model,
		shards: 0,
		writes: 500,
		reads: 200,
		duration: 101_000,
	});
	expect(rootLoad).toBeCloseTo(0.7, 1);
	expect(rootCalls / 700).toBeCloseTo(1, 1);
	expect(staleness).toBe(0);
});

test('an object that is offered more than it can answer lets its callers wait longer and longer', () => {
	const overload = { ...model, shards: 0, writes: 1200 };
	const { writeTime, rootLoad } = simulate({ ...overload, duration: 5000 });
	expect(rootLoad).toBe(1);
	expect(simulate({ ...overload, duration: 10_000 }).writeTime).toBeGreaterThan(1.5 * writeTime);
});

test('each shard calls the counter four times a second at most, however many writes come', () => {
	for (const writes of [400, 4000]) {
		const { rootCalls } = simulate({ ...model, writes });
		expect(rootCalls).toBeLessThanOrEqual(32);
		expect(rootCalls).toBeGreaterThan(25);
	}
});

test('a shard without writes calls nobody', () => {
	expect(simulate({ ...model, writes: 0 })).toMatchObject({ rootCalls: 0, rootLoad: 0 });
});

test('while the counter has time it is one flush behind', () => {
	const { staleness } = simulate(model);
	expect(staleness).toBeGreaterThan(240);
	expect(staleness).toBeLessThan(270);
});

test('shards add up until their flushes fill the counter', () => {
	const most = mostShards(1000);
	const [few, more, full] = simulateShards(1000, [most / 5, most, most + 20]);
	expect(more?.writes).toBeCloseTo(5 * (few?.writes ?? Number.NaN));
	expect([few, more, full].map((row) => row?.isRootFull)).toEqual([false, false, true]);
	expect(full?.readTime).toBeGreaterThan(few?.readTime ?? Number.NaN);
});

test('objects too slow for their reads alone bear no shards', () => {
	expect(mostShards(100)).toBe(0);
});
