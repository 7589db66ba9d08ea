import { expect, test } from 'vitest';
import { freePlan, shareText } from '../../../src/core/site/free-plan';

test.each([
	[0, 100_000, '0 %'],
	[3, 100_000, '0.003 %'],
	[33_333, 100_000, '33 %'],
	[100_000, 100_000, '100 %'],
	[8192, freePlan.storedBytes, '0.00016 %'],
])('%d of %d is %s', (used, allowed, text) => {
	expect(shareText(used, allowed)).toBe(text);
});
