import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { objectSettings, readObjectSettings } from '../../../src/core/settings/object-settings';

test('an auxiliary Worker without variables has every default and no fault', () => {
	expect(readObjectSettings({})).toEqual({
		values: { UNUSED_PRIVATE_DAYS: 365, UNUSED_NAMED_DAYS: 0 },
		faults: [],
	});
});

test.each([
	['30', 30],
	[' 1,000 ', 1000],
	[0, 0],
	[36_500, 36_500],
])('UNUSED_NAMED_DAYS = %j is understood', (given, days) => {
	const { values, faults } = readObjectSettings({ UNUSED_NAMED_DAYS: given });
	expect(values.UNUSED_NAMED_DAYS).toBe(days);
	expect(faults).toEqual([]);
});

test.each(['', 'a year', -1, 36_501, 1.5, true])(
	'UNUSED_PRIVATE_DAYS = %j has a fault and the default',
	(given) => {
		const { values, faults } = readObjectSettings({ UNUSED_PRIVATE_DAYS: given });
		expect(values.UNUSED_PRIVATE_DAYS).toBe(365);
		expect(faults).toEqual([
			expect.stringMatching(
				/^UNUSED_PRIVATE_DAYS is .*: write a whole number from 0 to 36,500\. Until then it is 365\.$/,
			),
		]);
	},
);

test('the wrangler.toml of the auxiliary Worker states every setting with its default', () => {
	const path = join(import.meta.dirname, '../../../src/durable-objects/wrangler.toml');
	const text = readFileSync(path, 'utf8');
	for (const [name, { fallback }] of Object.entries(objectSettings)) {
		expect(text).toContain(`\n${name} = ${fallback}\n`);
	}
});
