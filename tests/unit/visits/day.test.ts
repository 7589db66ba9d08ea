import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	dayLength,
	dayName,
	dayOf,
	endOfDay,
	parseDayName,
	startOfDay,
} from '../../../src/core/visits/day';

const times = fc.date({
	min: new Date('1970-01-01'),
	max: new Date('9999-12-31'),
	noInvalidDate: true,
});

test('a day is that of its date in UTC, and names it', () => {
	fc.assert(
		fc.property(times, (date) => {
			const day = dayOf(date.getTime());
			expect(startOfDay(day)).toBeLessThanOrEqual(date.getTime());
			expect(endOfDay(day)).toBeGreaterThan(date.getTime());
			expect(endOfDay(day) - startOfDay(day)).toBe(dayLength);
			expect(dayName(day)).toBe(date.toISOString().slice(0, 10));
			expect(parseDayName(dayName(day))).toBe(day);
		}),
	);
});

test.each([undefined, '', '2026-1-1', '2026-02-30', '2026-13-01', '+002026-01-01', '/health'])(
	'%s is no day',
	(text) => {
		expect(parseDayName(text)).toBeUndefined();
	},
);
