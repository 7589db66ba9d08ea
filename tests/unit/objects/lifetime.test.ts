import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoName } from '../../../src/core/contract/name';
import { demoLifetime, lifetimeOf } from '../../../src/core/objects/lifetime';
import { readObjectSettings } from '../../../src/core/settings/object-settings';

const day = 86_400_000;
const { values: defaults } = readObjectSettings({});
const demo = demoName('0123456789abcdef0123456789abcdef');

test('by default a private counter is deleted after a year, and one with a name never', () => {
	expect(lifetimeOf(undefined, false, defaults)).toBe(365 * day);
	expect(lifetimeOf('visits', false, defaults)).toBeUndefined();
});

test('each kind of counter has the days that the operator set, and 0 is never', () => {
	const days = fc.nat({ max: 36_500 });
	fc.assert(
		fc.property(days, days, fc.boolean(), (privateDays, namedDays, isNamed) => {
			const settings = { UNUSED_PRIVATE_DAYS: privateDays, UNUSED_NAMED_DAYS: namedDays };
			const set = isNamed ? namedDays : privateDays;
			const name = isNamed ? 'visits' : undefined;
			expect(lifetimeOf(name, false, settings)).toBe(set === 0 ? undefined : set * day);
			expect(lifetimeOf(demo, false, settings)).toBe(demoLifetime);
		}),
	);
});

test('a counter with an owner is never deleted', () => {
	const settings = { UNUSED_PRIVATE_DAYS: 1, UNUSED_NAMED_DAYS: 1 };
	expect(lifetimeOf('visits', true, settings)).toBeUndefined();
	expect(lifetimeOf(undefined, true, settings)).toBeUndefined();
});

test('the counter of a demo is a temporary one, also with an owner', () => {
	expect(lifetimeOf(demo, false, defaults)).toBe(demoLifetime);
	expect(lifetimeOf(demo, true, defaults)).toBe(demoLifetime);
});
