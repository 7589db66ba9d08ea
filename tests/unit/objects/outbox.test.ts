import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	firstRetry,
	longestRetry,
	noteAnswer,
	noteFailure,
	noteChange,
	type Outbox,
	restInterval,
	sendTime,
} from '../../../src/core/objects/outbox';

const now = 1_767_323_045_678;

test('the first change is due at once, and later changes of the same half minute when it is over', () => {
	const first = noteChange(undefined, now);
	expect(sendTime(first)).toBe(now);
	const confirmed = noteAnswer(first, first.stamp, first.stamp, now + 5);
	expect(sendTime(confirmed)).toBeUndefined();
	const second = noteChange(confirmed, now + 10);
	expect(sendTime(second)).toBe(now + 5 + restInterval);
	expect(sendTime(noteChange(second, now + 20))).toBe(now + 5 + restInterval);
});

test('a change that comes while a message is on its way is sent by another one', () => {
	const first = noteChange(undefined, now);
	const second = noteChange(first, now + 1);
	const answered = noteAnswer(second, first.stamp, first.stamp, now + 2);
	expect(sendTime(answered)).toBe(now + 2 + restInterval);
	expect(sendTime(noteAnswer(answered, second.stamp, second.stamp, now + 3))).toBeUndefined();
});

test('the waits after messages that failed double up to ten minutes, and end with an answer', () => {
	let outbox = noteChange(undefined, now);
	for (const wait of [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((n) => n * firstRetry)) {
		outbox = noteFailure(outbox, now);
		expect(sendTime(outbox)).toBe(now + wait);
	}
	expect(300 * firstRetry).toBe(longestRetry);
	const confirmed = noteAnswer(outbox, outbox.stamp, outbox.stamp, now);
	expect(sendTime(noteFailure(noteChange(confirmed, now), now))).toBe(now + firstRetry);
});

test('a change is sent with a higher number if the directory holds a higher one', () => {
	const first = noteChange(undefined, now);
	const higher = noteAnswer(first, first.stamp, first.stamp + 5000, now + 1);
	expect(higher.stamp).toBe(first.stamp + 5001);
	expect(sendTime(higher)).toBe(now + 1);
});

test('whatever the clock does, numbers only rise, no wait is longer than the longest, and nothing is lost', () => {
	const anyStep = fc.record({
		clock: fc.integer({ min: now - 10 * longestRetry, max: now + 10 * longestRetry }),
		does: fc.constantFrom('change', 'send', 'answer', 'failure', 'late answer'),
	});
	fc.assert(
		fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
			let outbox: Outbox = noteChange(undefined, now);
			let sent: number | undefined;
			let confirmed = 0;
			for (const { clock, does } of steps) {
				const { stamp } = outbox;
				if (does === 'change') {
					outbox = noteChange(outbox, clock);
					expect(outbox.stamp).toBeGreaterThan(stamp);
					expect(sendTime(outbox)).toBeLessThanOrEqual(clock + longestRetry);
				} else if (does === 'send') sent = stamp;
				else if (does === 'failure') outbox = noteFailure(outbox, clock);
				else if (sent !== undefined) {
					const held = does === 'answer' ? sent : sent + 7;
					outbox = noteAnswer(outbox, sent, held, clock);
					if (does === 'answer') confirmed = Math.max(confirmed, sent);
					sent = undefined;
				}
				expect(outbox.stamp).toBeGreaterThanOrEqual(stamp);
				expect(sendTime(outbox) === undefined).toBe(outbox.stamp === confirmed);
			}
		}),
	);
});
