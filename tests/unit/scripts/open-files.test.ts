import { expect, test } from 'vitest';
import { openFileLimit, openFileWarning } from '../../../scripts/open-files.ts';

test('a machine that allows 1,024 open files is warned that some 300 counters are too many', () => {
	expect(openFileWarning(1024)).toMatch(/1024 open files.*\n.*some 300 different counters in 10 s/);
});

test('a machine that allows enough for a crawler, or has no limit, is not warned', () => {
	for (const limit of [undefined, 6100, 20_000, 1_048_576]) {
		expect(openFileWarning(limit)).toBeUndefined();
	}
	expect(openFileWarning(6099)).toBeDefined();
});

test('the limit of this process is a whole number, or there is none', () => {
	const limit = openFileLimit();
	expect(limit === undefined || Number.isInteger(limit)).toBe(true);
});
