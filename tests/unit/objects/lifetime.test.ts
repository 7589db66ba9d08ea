import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoName } from '../../../src/core/contract/name';
import { demoLifetime, lifetimeFacts, lifetimeOf } from '../../../src/core/objects/lifetime';
import { readObjectSettings } from '../../../src/core/settings/object-settings';

const day = 86_400_000;
const { values: defaults } = readObjectSettings({});
const demo = demoName('0123456789abcdef0123456789abcdef');

test('by default a private counter is deleted after a year, and one with a name never', () => {
	expect(lifetimeOf({}, defaults)).toBe(365 * day);
	expect(lifetimeOf({ isNamed: true }, defaults)).toBeUndefined();
});

test('each kind of counter has the days that the operator set, and 0 is never', () => {
	const days = fc.nat({ max: 36_500 });
	fc.assert(
		fc.property(days, days, fc.boolean(), (privateDays, namedDays, isNamed) => {
			const settings = { UNUSED_PRIVATE_DAYS: privateDays, UNUSED_NAMED_DAYS: namedDays };
			const set = isNamed ? namedDays : privateDays;
			expect(lifetimeOf({ isNamed }, settings)).toBe(set === 0 ? undefined : set * day);
			expect(lifetimeOf({ isNamed, lifetime: 7 }, settings)).toBe(7);
		}),
	);
});

test('a write by name makes a counter one with a name, for good', () => {
	expect(lifetimeFacts({}, undefined)).toEqual({});
	const named = lifetimeFacts({}, 'visits');
	expect(named).toEqual({ isNamed: true });
	expect(lifetimeFacts(named, undefined)).toEqual(named);
	expect(lifetimeFacts({ lifetime: 7 }, 'visits')).toEqual({ lifetime: 7, isNamed: true });
});

test('a write by the name of a demo makes a counter a temporary one', () => {
	const facts = lifetimeFacts({}, demo);
	expect(lifetimeOf(facts, defaults)).toBe(demoLifetime);
	expect(lifetimeFacts({ lifetime: 7 }, demo).lifetime).toBe(7);
});
