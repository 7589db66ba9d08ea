import { expect, test } from 'vitest';
import { endOfDay, startOfDay } from '../../../src/core/visits/day';
import { isExact, visitorsMax, visitsToday } from '../../../src/core/visits/visit-count';

const day = 20_000;
const noon = startOfDay(day) + 43_200_000;

test('the visits of today are those that were counted today', () => {
	expect(visitsToday(undefined, noon)).toEqual({ day, visits: 0 });
	expect(visitsToday({ day, visits: 5 }, noon)).toEqual({ day, visits: 5 });
	expect(visitsToday({ day, visits: 5 }, endOfDay(day) - 1)).toEqual({ day, visits: 5 });
});

test('the visits of another day are not counted, also after the clock went back', () => {
	expect(visitsToday({ day, visits: 5 }, endOfDay(day))).toEqual({ day: day + 1, visits: 0 });
	expect(visitsToday({ day: day + 1, visits: 5 }, noon)).toEqual({ day, visits: 0 });
});

test('a day is exact until more visitors came than can be distinguished', () => {
	expect(visitorsMax).toBe(100_000);
	expect(isExact({ day, visits: visitorsMax })).toBe(true);
	expect(isExact({ day, visits: visitorsMax + 1 })).toBe(false);
});
