import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	firstRetry,
	longestRetry,
	noteAnswer,
	noteFailure,
	noteNews,
	type Outbox,
	restInterval,
	tellTime,
} from '../../../src/core/objects/outbox';

const now = 1_767_323_045_678;

test('the first news is due at once, and later news of the same half minute when it is over', () => {
	const first = noteNews(undefined, now);
	expect(tellTime(first)).toBe(now);
	const told = noteAnswer(first, first.stamp, first.stamp, now + 5);
	expect(tellTime(told)).toBeUndefined();
	const second = noteNews(told, now + 10);
	expect(tellTime(second)).toBe(now + 5 + restInterval);
	expect(tellTime(noteNews(second, now + 20))).toBe(now + 5 + restInterval);
});

test('news that comes while a message is on its way is told by another one', () => {
	const first = noteNews(undefined, now);
	const second = noteNews(first, now + 1);
	const answered = noteAnswer(second, first.stamp, first.stamp, now + 2);
	expect(tellTime(answered)).toBe(now + 2 + restInterval);
	expect(tellTime(noteAnswer(answered, second.stamp, second.stamp, now + 3))).toBeUndefined();
});

test('the waits after messages that failed double up to ten minutes, and end with an answer', () => {
	let outbox = noteNews(undefined, now);
	for (const wait of [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((n) => n * firstRetry)) {
		outbox = noteFailure(outbox, now);
		expect(tellTime(outbox)).toBe(now + wait);
	}
	expect(300 * firstRetry).toBe(longestRetry);
	const told = noteAnswer(outbox, outbox.stamp, outbox.stamp, now);
	expect(tellTime(noteFailure(noteNews(told, now), now))).toBe(now + firstRetry);
});

test('news is told with a higher number if the directory holds a higher one', () => {
	const news = noteNews(undefined, now);
	const higher = noteAnswer(news, news.stamp, news.stamp + 5000, now + 1);
	expect(higher.stamp).toBe(news.stamp + 5001);
	expect(tellTime(higher)).toBe(now + 1);
});

test('whatever the clock does, numbers only rise, no wait is longer than the longest, and nothing is lost', () => {
	const anyStep = fc.record({
		clock: fc.integer({ min: now - 10 * longestRetry, max: now + 10 * longestRetry }),
		does: fc.constantFrom('news', 'send', 'answer', 'failure', 'late answer'),
	});
	fc.assert(
		fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
			let outbox: Outbox = noteNews(undefined, now);
			let sent: number | undefined;
			let confirmed = 0;
			for (const { clock, does } of steps) {
				const { stamp } = outbox;
				if (does === 'news') {
					outbox = noteNews(outbox, clock);
					expect(outbox.stamp).toBeGreaterThan(stamp);
					expect(tellTime(outbox)).toBeLessThanOrEqual(clock + longestRetry);
				} else if (does === 'send') sent = stamp;
				else if (does === 'failure') outbox = noteFailure(outbox, clock);
				else if (sent !== undefined) {
					const held = does === 'answer' ? sent : sent + 7;
					outbox = noteAnswer(outbox, sent, held, clock);
					if (does === 'answer') confirmed = Math.max(confirmed, sent);
					sent = undefined;
				}
				expect(outbox.stamp).toBeGreaterThanOrEqual(stamp);
				expect(tellTime(outbox) === undefined).toBe(outbox.stamp === confirmed);
			}
		}),
	);
});
