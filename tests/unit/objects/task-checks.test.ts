import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskIds } from '../../../src/core/contract/tasks';
import { atOnce, doneTasks, type SeenWrite } from '../../../src/core/objects/task-checks';

const plain: SeenWrite = {
	value: 1,
	version: 1,
	replayed: false,
	changes: 1,
	watchers: 0,
	at: 1_000_000,
};

/** Writes of 1 each, so many milliseconds apart. */
function inARow(count: number, apart: number): readonly SeenWrite[] {
	return Array.from({ length: count }, (_, index) => ({
		...plain,
		value: index + 1,
		version: index + 1,
		changes: index + 1,
		at: plain.at + index * apart,
	}));
}

const replay: SeenWrite = { ...plain, replayed: true };
const fast = inARow(atOnce.writes, Math.floor(atOnce.within / (atOnce.writes - 1)));
const jump: SeenWrite = { ...plain, value: 17, version: 6, changes: 6 };

test.each([
	['one plain write', [plain], []],
	['42 by the second write', [{ ...plain, value: 42, version: 2, changes: 2 }], ['forty-two']],
	['42 by the third write', [{ ...plain, value: 42, version: 3, changes: 3 }], []],
	['a first answer given again', [plain, replay], ['send-twice']],
	['ten within the time', fast, ['ten-at-once']],
	['nine within the time', fast.slice(1), []],
	['ten in a longer time', inARow(10, atOnce.within / 8), []],
	['ten with repeats among them', [...fast.slice(0, 5), replay, ...fast.slice(5)], ['ten-at-once']],
	['ten, one of them of more than 1', [...inARow(5, 1), jump, ...fast.slice(5, 9)], []],
	['a write after one of an instance before', [{ ...plain, version: 2 }], ['outlive']],
	['a repeat after a restart', [{ ...replay, changes: 0 }], ['send-twice']],
	['a write while two watch', [{ ...plain, watchers: 2 }], ['be-watched']],
	['a write while one watches', [{ ...plain, watchers: 1 }], []],
])('%s does %j', (_, writes, done) => {
	expect(doneTasks([], writes)).toEqual(done);
});

test('what is done stays done, and is listed in the order of the tasks', () => {
	const seen: fc.Arbitrary<SeenWrite> = fc.record({
		value: fc.integer({ min: -50, max: 50 }),
		version: fc.integer({ min: 1, max: 5 }),
		replayed: fc.boolean(),
		changes: fc.nat(5),
		watchers: fc.nat(3),
		at: fc.nat(10_000),
	});
	fc.assert(
		fc.property(fc.subarray([...taskIds]), fc.array(seen, { maxLength: 20 }), (before, writes) => {
			const done = doneTasks(before, writes);
			expect(done).toEqual(expect.arrayContaining(before));
			expect(done).toEqual(taskIds.filter((id) => done.includes(id)));
			expect(doneTasks(done, writes)).toEqual(done);
			expect(doneTasks(before, [])).toEqual(before);
		}),
	);
});
