import { expect, test } from 'vitest';
import { isBlocked, refusal } from '../../../src/islands/shared/notice';

const now = 12_345.5;

test('a refusal with a time blocks exactly until that time', () => {
	const notice = refusal('Too many writes', 0.5, now);
	expect(isBlocked(notice, now)).toBe(true);
	expect(isBlocked(notice, now + 499)).toBe(true);
	expect(isBlocked(notice, now + 500)).toBe(false);
});

test('a refusal without a time blocks nothing', () => {
	expect(isBlocked(refusal('No answer came.', undefined, now), now)).toBe(false);
	expect(isBlocked(undefined, now)).toBe(false);
});
