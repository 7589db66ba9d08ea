import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	isEmpty,
	merge,
	emptyProgress,
	parseProgress,
	type Progress,
} from '../../../src/islands/progress/progress';

const id = fc.stringMatching(/^[a-z\d-]{1,20}$/);
const ids = fc.uniqueArray(id, { maxLength: 8 });
const progress: fc.Arbitrary<Progress> = fc.record(
	{
		expected: fc.dictionary(id, fc.nat(9), { maxKeys: 8, noNullPrototype: true }),
		tried: ids,
		done: ids,
		place: id,
		counter: id,
	},
	{ requiredKeys: ['expected', 'tried', 'done'] },
);

/** The same progress whatever the order in which it was made. */
const sorted = (progress: Progress): Progress => ({
	...progress,
	tried: [...progress.tried].sort(),
	done: [...progress.done].sort(),
});

test('what was stored is read as it was', () => {
	fc.assert(
		fc.property(progress, (kept) => {
			expect(parseProgress(JSON.stringify(kept))).toEqual(kept);
		}),
	);
});

test.each([null, '', 'not JSON', 'null', '7', '"text"', '[]', '{}', '{"expected":null,"tried":7}'])(
	'of %j nothing is read',
	(text) => {
		expect(parseProgress(text)).toEqual(emptyProgress);
		expect(isEmpty(parseProgress(text))).toBe(true);
	},
);

test('whatever lies in the storage, only a progress of bounded size comes out', () => {
	const foreign = fc.record(
		{
			expected: fc.jsonValue(),
			tried: fc.jsonValue(),
			done: fc.jsonValue(),
			place: fc.jsonValue(),
		},
		{ requiredKeys: [] },
	);
	fc.assert(
		fc.property(fc.oneof(fc.jsonValue(), foreign), (stored) => {
			const read = parseProgress(JSON.stringify(stored));
			expect(parseProgress(JSON.stringify(read))).toEqual(read);
			for (const name of [...read.tried, ...read.done, ...Object.keys(read.expected)]) {
				expect(name).toMatch(/^[a-z\d-]{1,64}$/);
			}
			for (const option of Object.values(read.expected)) {
				expect(option).toBeGreaterThanOrEqual(0);
				expect(option).toBeLessThan(10);
			}
		}),
	);
	const many = Array.from({ length: 1000 }, (_, index) => `demo-${index}`);
	const read = parseProgress(JSON.stringify({ tried: many, done: many }));
	expect([read.tried.length, read.done.length]).toEqual([100, 100]);
});

test('a key such as __proto__ is not read as a choice', () => {
	expect(parseProgress('{"expected":{"__proto__":1,"race":2}}').expected).toEqual({ race: 2 });
});

test('to add the same twice is to add it once, and nothing adds nothing', () => {
	fc.assert(
		fc.property(progress, progress, (before, newer) => {
			const once = merge(before, newer);
			expect(merge(once, newer)).toEqual(once);
			expect(merge(before, {})).toEqual(before);
			expect(merge(emptyProgress, newer)).toEqual(newer);
		}),
	);
});

test('nothing that was done is lost, in whatever order two tabs add to it', () => {
	fc.assert(
		fc.property(progress, progress, progress, (before, one, other) => {
			const { expected, place, counter, ...marks } = sorted(merge(merge(before, one), other));
			const reversed = sorted(merge(merge(before, other), one));
			expect(reversed).toMatchObject(marks);
			expect(Object.keys(reversed.expected).sort()).toEqual(Object.keys(expected).sort());
			expect(place).toBe(other.place ?? one.place ?? before.place);
			expect(counter).toBe(other.counter ?? one.counter ?? before.counter);
		}),
	);
});
