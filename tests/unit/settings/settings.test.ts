import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSettings, type SettingName, settings } from '../../../src/core/settings/settings';

const defaults = readSettings({}).values;

test('a site without variables has every default and no fault', () => {
	expect(readSettings({})).toEqual({
		values: {
			SITE_ORIGIN: '',
			LIMIT_BURST: 10,
			LIMIT_INTERVAL_MS: 500,
			LIMIT_PENALTY_MS: 500,
			LIMIT_PENALTY_CAP_MS: 30_000,
			LIMIT_PENALTY_MEMORY_MS: 60_000,
			ALLOWED_ORIGINS: [],
			HOT_COUNTERS: [],
			HOT_SHARDS: 4,
		},
		faults: [],
	});
});

test.each<[SettingName, unknown, unknown]>([
	['LIMIT_BURST', 20, 20],
	['LIMIT_BURST', '20', 20],
	['LIMIT_BURST', ' 20 ', 20],
	['LIMIT_BURST', '1_000', 1000],
	['LIMIT_BURST', '1,000', 1000],
	['LIMIT_BURST', '1 000', 1000],
	['LIMIT_BURST', '007', 7],
	['LIMIT_BURST', 1, 1],
	['LIMIT_BURST', 10_000, 10_000],
	['LIMIT_INTERVAL_MS', 250, 250],
	['LIMIT_INTERVAL_MS', '250', 250],
	['LIMIT_INTERVAL_MS', '500ms', 500],
	['LIMIT_INTERVAL_MS', '500 MS', 500],
	['LIMIT_INTERVAL_MS', '0.5s', 500],
	['LIMIT_INTERVAL_MS', '2 sec', 2000],
	['LIMIT_INTERVAL_MS', '1m', 60_000],
	['LIMIT_PENALTY_MEMORY_MS', '5 min', 300_000],
	['LIMIT_PENALTY_MEMORY_MS', '1h', 3_600_000],
	['LIMIT_PENALTY_MEMORY_MS', '24h', 86_400_000],
	['SITE_ORIGIN', '', ''],
	['SITE_ORIGIN', ' https://Counters.Example/ ', 'https://counters.example'],
	['SITE_ORIGIN', 'http://localhost:8788', 'http://localhost:8788'],
	['ALLOWED_ORIGINS', '', []],
	['ALLOWED_ORIGINS', '   ', []],
	['ALLOWED_ORIGINS', 'https://a.example', ['https://a.example']],
	['ALLOWED_ORIGINS', 'https://a.example/', ['https://a.example']],
	['ALLOWED_ORIGINS', 'HTTPS://A.Example', ['https://a.example']],
	['ALLOWED_ORIGINS', 'https://a.example:443', ['https://a.example']],
	[
		'ALLOWED_ORIGINS',
		' http://localhost:3000 ,, https://b.example,',
		['http://localhost:3000', 'https://b.example'],
	],
	['HOT_COUNTERS', '', []],
	['HOT_COUNTERS', 'front-page, Downloads', ['front-page', 'downloads']],
	['HOT_SHARDS', '8', 8],
	['HOT_SHARDS', 256, 256],
])('%s = %j is understood', (name, given, value) => {
	const { values, faults } = readSettings({ [name]: given });
	expect(faults).toEqual([]);
	expect(values[name]).toEqual(value);
});

test.each<[SettingName, unknown]>([
	['SITE_ORIGIN', 'counters.example'],
	['SITE_ORIGIN', 'https://counters.example/path'],
	['SITE_ORIGIN', 'https://a.example, https://b.example'],
	['SITE_ORIGIN', 'ftp://a.example'],
	['LIMIT_BURST', ''],
	['LIMIT_BURST', ' '],
	['LIMIT_BURST', 0],
	['LIMIT_BURST', -1],
	['LIMIT_BURST', 2.5],
	['LIMIT_BURST', 10_001],
	['LIMIT_BURST', 'ten'],
	['LIMIT_BURST', '10 writes'],
	['LIMIT_BURST', '1e3'],
	['LIMIT_BURST', '0x10'],
	['LIMIT_BURST', 'Infinity'],
	['LIMIT_BURST', Number.NaN],
	['LIMIT_BURST', '1_0'],
	['LIMIT_BURST', true],
	['LIMIT_BURST', null],
	['LIMIT_BURST', [10]],
	['LIMIT_BURST', { value: 10 }],
	['LIMIT_INTERVAL_MS', ''],
	['LIMIT_INTERVAL_MS', '0'],
	['LIMIT_INTERVAL_MS', '0s'],
	['LIMIT_INTERVAL_MS', '500 parsecs'],
	['LIMIT_INTERVAL_MS', '0.0001s'],
	['LIMIT_INTERVAL_MS', '-5ms'],
	['LIMIT_INTERVAL_MS', 'ms'],
	['LIMIT_INTERVAL_MS', '25h'],
	['LIMIT_PENALTY_MS', 'half a second'],
	['LIMIT_PENALTY_CAP_MS', '1 day'],
	['LIMIT_PENALTY_MEMORY_MS', '1.5.5s'],
	['ALLOWED_ORIGINS', 'a.example'],
	['ALLOWED_ORIGINS', '*'],
	['ALLOWED_ORIGINS', 'https://*.example'],
	['ALLOWED_ORIGINS', 'https://a.example/path'],
	['ALLOWED_ORIGINS', 'https://a.example?x'],
	['ALLOWED_ORIGINS', 'https://user@a.example'],
	['ALLOWED_ORIGINS', 'ftp://a.example'],
	['ALLOWED_ORIGINS', 'https://a.example https://b.example'],
	['ALLOWED_ORIGINS', 'https://a.example, null'],
	['ALLOWED_ORIGINS', ['https://a.example']],
	['HOT_COUNTERS', 'front page'],
	['HOT_COUNTERS', 'front-page; downloads'],
	['HOT_COUNTERS', 'a/b'],
	['HOT_SHARDS', ''],
	['HOT_SHARDS', 0],
	['HOT_SHARDS', 257],
	['HOT_SHARDS', 'NaN'],
])('%s = %j is a fault that names the variable, and its default holds', (name, given) => {
	const { values, faults } = readSettings({ [name]: given });
	expect(values).toEqual(defaults);
	expect(faults).toHaveLength(1);
	expect(faults[0]).toMatch(new RegExp(`^${name} is .*: write .*\\. Until then it is .+\\.$`));
	expect(faults[0]).toContain(settings[name].range);
});

test('a longest wait that is shorter than the first one is a fault, and is as long as the first', () => {
	const { values, faults } = readSettings({ LIMIT_PENALTY_MS: '2s', LIMIT_PENALTY_CAP_MS: 1000 });
	expect(values.LIMIT_PENALTY_CAP_MS).toBe(2000);
	expect(faults).toEqual([
		'LIMIT_PENALTY_CAP_MS is shorter than LIMIT_PENALTY_MS: write at least 2000. Until then it is 2000.',
	]);
});

test('bindings that are no settings are not read', () => {
	expect(readSettings({ COUNTER: {}, ASSETS: {}, LIMIT_BRUST: 5 }).faults).toEqual([]);
});

test('whatever a variable holds, every setting is within its range', () => {
	const names = Object.keys(settings) as SettingName[];
	const anything = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.anything());
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom(...names), anything), (vars) => {
			const { values } = readSettings(vars);
			expect(values.LIMIT_BURST).toSatisfy(between(1, 10_000));
			expect(values.HOT_SHARDS).toSatisfy(between(1, 256));
			for (const name of [
				'LIMIT_INTERVAL_MS',
				'LIMIT_PENALTY_MS',
				'LIMIT_PENALTY_CAP_MS',
				'LIMIT_PENALTY_MEMORY_MS',
			] as const) {
				expect(values[name]).toSatisfy(between(1, 86_400_000));
			}
			expect(values.LIMIT_PENALTY_CAP_MS).toBeGreaterThanOrEqual(values.LIMIT_PENALTY_MS);
		}),
		{ numRuns: 1000 },
	);
});

function between(min: number, max: number): (value: unknown) => boolean {
	return (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}
