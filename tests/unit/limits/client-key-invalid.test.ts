import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientKey, unknownClient } from '../../../src/core/limits/client-key';
import { anyGroups, full, octet } from './ipv6-text-forms';

test.each([
	'',
	' ',
	'unknown',
	'localhost',
	'site.example',
	'192.0.2.1:80',
	'192.0.2',
	'192.0.2.1.1',
	'192.0.2.',
	'.192.0.2.1',
	'192.0.2.1.',
	'192..2.1',
	'192.0.2.256',
	'192.0.2.01',
	'192.00.2.1',
	'0192.0.2.1',
	'0xc0.0.2.1',
	'3221225985',
	'192.0.2.-1',
	'192.0.2.+1',
	'192.0.2.1/32',
	'192.0.2.1, 198.51.100.1',
	'192.0.2.1,198.51.100.1',
	' 192.0.2.1',
	'192.0.2.1 ',
	'192.0.2.1\n',
	'192.0.2.1\0',
	'192.0.2.１',
	'[::1]',
	'[::1]:80',
	'::1]',
	'[::1',
	'fe80::1%eth0',
	'fe80::1%25eth0',
	'::1/64',
	'::1, ::2',
	':',
	':::',
	'1::2::3',
	':1:2:3:4:5:6:7',
	'1:2:3:4:5:6:7:',
	'1:2:3:4:5:6:7',
	'1:2:3:4:5:6:7:8:9',
	'1:2:3:4::5:6:7:8',
	'1:2:3:4:5:6:7:8::',
	'12345::',
	'00001::',
	'g::',
	'::1 ',
	' ::1',
	'::1\t',
	'::\u0661',
	'::192.0.2.256',
	'::192.0.02.1',
	'::192.0.2',
	'192.0.2.1::',
	'::192.0.2.1:1',
	'1:2:3:4:5:6:7:192.0.2.1',
	'::ffff:192.0.2.1:80',
	'::0x1',
	'::-1',
	'_:_',
	'a'.repeat(1000),
	':'.repeat(1000),
])('%j has the key of unknown clients', (address) => {
	expect(clientKey(address)).toBe(unknownClient);
});

test('a missing address has the key of unknown clients', () => {
	expect(clientKey(null)).toBe(unknownClient);
});

test('an address with an invalid character anywhere has the key of unknown clients', () => {
	const invalid = fc.constantFrom(...' \t\n\0/\\[]%,;@#?_-+gz٣', '😀', '\ud800');
	const address = fc.oneof(
		anyGroups.map(full),
		fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.')),
	);
	fc.assert(
		fc.property(address, invalid, fc.nat(), (address, invalid, place) => {
			const at = place % (address.length + 1);
			expect(clientKey(address.slice(0, at) + invalid + address.slice(at))).toBe(unknownClient);
		}),
		{ numRuns: 1000 },
	);
});

test('clientKey returns a key or the unknown client for every text', () => {
	const pieces = fc.constantFrom(':', '::', '.', '0', '1', 'ffff', '255', '256', '%', '[', ']');
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 16 }), (parts) => {
			expect(clientKey(parts.join(''))).toMatch(/^[0-9a-f.:/]+$|^unknown$/);
		}),
		{ numRuns: 3000 },
	);
});
