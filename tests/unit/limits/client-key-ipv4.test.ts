import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientKey, unknownClient } from '../../../src/core/limits/client-key';
import { dotted, full, native, octet, textForms } from './ipv6-text-forms';

test('two IPv4 addresses that differ in one bit have different keys', () => {
	fc.assert(
		fc.property(fc.tuple(octet, octet, octet, octet), fc.nat({ max: 31 }), (octets, bit) => {
			const other = octets.map((value, index) =>
				index === bit >> 3 ? value ^ (1 << (bit & 7)) : value,
			);
			const key = clientKey(octets.join('.'));
			expect(key).not.toBe(unknownClient);
			expect(clientKey(other.join('.'))).not.toBe(key);
		}),
		{ numRuns: 1000 },
	);
});

test('every text form of an IPv4-mapped address has the key of the IPv4 address', () => {
	const wrong: string[] = [];
	const texts = new Set<string>();
	fc.assert(
		fc.property(fc.nat({ max: 0xffff }), fc.nat({ max: 0xffff }), (high, low) => {
			const groups = [0, 0, 0, 0, 0, 0xffff, high, low];
			const key = clientKey(dotted(groups));
			expect(key).not.toBe(unknownClient);
			for (const text of textForms(groups)) {
				texts.add(text);
				if (clientKey(text) !== key) wrong.push(text);
			}
		}),
		{ numRuns: 100 },
	);
	console.info(
		`client-key: ${texts.size} text forms of IPv4-mapped addresses, ${wrong.length} wrong keys`,
	);
	expect(wrong).toEqual([]);
	expect(texts.size).toBeGreaterThan(200);
});

test.each(['::ffff:192.0.2.1', '::FFFF:192.0.2.1', '::ffff:c000:201', '0:0:0:0:0:ffff:c000:0201'])(
	'%s has the key of 192.0.2.1',
	(address) => {
		expect(clientKey(address)).toBe(clientKey('192.0.2.1'));
	},
);

test.each([
	'::fffe:192.0.2.1',
	'1::ffff:192.0.2.1',
	'::1:ffff:192.0.2.1',
	'::ffff:0:192.0.2.1',
	'::192.0.2.1',
])('%s does not have the key of 192.0.2.1', (address) => {
	expect(clientKey(address)).not.toBe(clientKey('192.0.2.1'));
	expect(clientKey(address)).not.toBe(unknownClient);
});

test('no IPv6 network has the key of an IPv4 address', () => {
	fc.assert(
		fc.property(native, fc.tuple(octet, octet, octet, octet), (groups, octets) => {
			expect(clientKey(full(groups))).not.toBe(clientKey(octets.join('.')));
		}),
	);
});
