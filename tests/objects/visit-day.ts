/** The day on which the tests of visits run, and who comes on it. */
import { afterEach, beforeEach, vi } from 'vitest';
import type { IdempotencyKey } from '../../src/core/contract/idempotency';
import { dayLength, dayOf, endOfDay, startOfDay } from '../../src/core/visits/day';
import type { VisitAnswer } from '../../src/durable-objects/visits';

/** Tomorrow, as the number of a day. */
export const day = dayOf(Date.now()) + 1;
/** Its end. */
export const until = endOfDay(day);
export const ann = 'visit ann' as IdempotencyKey;
export const bob = 'visit bob' as IdempotencyKey;

/** Begins every test of the file that calls this at noon of the day. */
export function beginAtNoon(): void {
	beforeEach(() => void vi.setSystemTime(startOfDay(day) + dayLength / 2));
	afterEach(() => void vi.useRealTimers());
}

/** A program, or a page of this site. */
export const trusted = { isTrusted: true };

/** What a visitor gets who counts, and one who has counted before. */
export const counted = (value: number): VisitAnswer => ({ value, counted: true, exact: true });
export const known = (value: number): VisitAnswer => ({ value, counted: false, exact: true });
