import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientKey, unknownClient } from '../../../src/core/limits/client-key';
import { full, isMapped, native, textForms } from './ipv6-text-forms';

test('every text form of an IPv6 address has the same key', () => {
	let addresses = 0;
	const wrong: string[] = [];
	const texts = new Set<string>();
	fc.assert(
		fc.property(native, (groups) => {
			const key = clientKey(full(groups));
			expect(key).not.toBe(unknownClient);
			addresses++;
			for (const text of textForms(groups)) {
				texts.add(text);
				if (clientKey(text) !== key) wrong.push(text);
			}
		}),
		{ numRuns: 300 },
	);
	console.info(
		`client-key: ${texts.size} text forms of ${addresses} addresses, ${wrong.length} wrong keys`,
	);
	expect(wrong).toEqual([]);
	expect(texts.size).toBeGreaterThan(200);
});

test.each([
	['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'],
	['2001:db8::1', '2001:db8::0:1'],
	['2001:db8::1', '2001:db8:0::1'],
	['2001:db8:0:0:1::', '2001:db8::1:0:0:0'],
	['::', '0:0:0:0:0:0:0:0'],
	['::1', '0::0:1'],
	['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
	['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
	['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
])('%s and %s are the same client', (one, other) => {
	expect(clientKey(one)).toBe(clientKey(other));
	expect(clientKey(one)).not.toBe(unknownClient);
});

test('the last 64 bits of an IPv6 address do not change its key', () => {
	fc.assert(
		fc.property(native, native, (one, other) => {
			const sibling = [...one.slice(0, 4), ...other.slice(4)];
			fc.pre(!isMapped(sibling));
			expect(clientKey(full(sibling))).toBe(clientKey(full(one)));
		}),
	);
});

test('each of the first 64 bits of an IPv6 address changes its key', () => {
	fc.assert(
		fc.property(native, fc.nat({ max: 63 }), (groups, bit) => {
			const other = groups.map((group, index) =>
				index === bit >> 4 ? group ^ (1 << (bit & 15)) : group,
			);
			fc.pre(!isMapped(other));
			expect(clientKey(full(other))).not.toBe(clientKey(full(groups)));
		}),
		{ numRuns: 1000 },
	);
});
