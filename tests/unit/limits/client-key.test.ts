import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientKey, unknownClient } from '../../../src/core/limits/client-key';

type Groups = readonly number[];

/** One way to spell an address. */
interface Spelling {
	readonly upperCase: boolean;
	readonly padding: number;
	/** The groups that `::` replaces, or none. */
	readonly gap: readonly [from: number, to: number] | undefined;
	readonly dottedTail: boolean;
}

/** Every run of zeros that `::` may stand for, also a part of a longer one. */
function gapsOf(groups: Groups, end: number): readonly (readonly [number, number])[] {
	const indexes = groups.map((_, index) => index).filter((index) => index < end);
	return indexes.flatMap((from) =>
		indexes
			.map((last) => [from, last + 1] as const)
			.filter(([first, to]) => {
				const run = groups.slice(first, to);
				return run.length > 0 && run.every((group) => group === 0);
			}),
	);
}

function spell(groups: Groups, { upperCase, padding, gap, dottedTail }: Spelling): string {
	const texts = groups.map((group) => group.toString(16).padStart(padding, '0'));
	if (dottedTail) texts.splice(6, 2, dotted(groups));
	const text = gap
		? `${texts.slice(0, gap[0]).join(':')}::${texts.slice(gap[1]).join(':')}`
		: texts.join(':');
	return upperCase ? text.toUpperCase() : text;
}

/** The last 32 bits as an IPv4 address. */
function dotted(groups: Groups): string {
	const [high = 0, low = 0] = groups.slice(6);
	return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** Every spelling that RFC 4291, section 2.2 allows, but for groups padded to different lengths. */
function spellings(groups: Groups): readonly string[] {
	const all = [false, true].flatMap((upperCase) =>
		[1, 2, 3, 4].flatMap((padding) =>
			[false, true].flatMap((dottedTail) =>
				[undefined, ...gapsOf(groups, dottedTail ? 6 : 8)].map((gap) =>
					spell(groups, { upperCase, padding, gap, dottedTail }),
				),
			),
		),
	);
	return [...new Set(all)];
}

const group = fc.oneof(fc.constant(0), fc.nat({ max: 0xff }), fc.nat({ max: 0xffff }));
const anyGroups = fc.array(group, { minLength: 8, maxLength: 8 });
const octet = fc.nat({ max: 255 });

function isMapped(groups: Groups): boolean {
	return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

const native = anyGroups.filter((groups) => !isMapped(groups));

/** The address in full, which needs no cleverness to read. */
function full(groups: Groups): string {
	return groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
}

describe('IPv6', () => {
	test('every spelling of an address has the key of that address', () => {
		let addresses = 0;
		const wrong: string[] = [];
		const spelled = new Set<string>();
		fc.assert(
			fc.property(native, (groups) => {
				const key = clientKey(full(groups));
				expect(key).not.toBe(unknownClient);
				addresses++;
				for (const spelling of spellings(groups)) {
					spelled.add(spelling);
					if (clientKey(spelling) !== key) wrong.push(spelling);
				}
			}),
			{ numRuns: 300 },
		);
		console.info(
			`client-key: ${spelled.size} spellings of ${addresses} addresses, ${wrong.length} wrong keys`,
		);
		expect(wrong).toEqual([]);
		expect(spelled.size).toBeGreaterThan(200);
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
	])('%s and %s are one client', (one, other) => {
		expect(clientKey(one)).toBe(clientKey(other));
		expect(clientKey(one)).not.toBe(unknownClient);
	});

	test('the last 64 bits do not matter', () => {
		fc.assert(
			fc.property(native, native, (one, other) => {
				const sibling = [...one.slice(0, 4), ...other.slice(4)];
				fc.pre(!isMapped(sibling));
				expect(clientKey(full(sibling))).toBe(clientKey(full(one)));
			}),
		);
	});

	test('the first 64 bits do, every one of them', () => {
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
});

describe('IPv4', () => {
	test('every address is a client of its own', () => {
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

	test('an address in IPv6 clothing is the IPv4 address it is, however it is spelled', () => {
		const wrong: string[] = [];
		const spelled = new Set<string>();
		fc.assert(
			fc.property(fc.nat({ max: 0xffff }), fc.nat({ max: 0xffff }), (high, low) => {
				const groups = [0, 0, 0, 0, 0, 0xffff, high, low];
				const key = clientKey(dotted(groups));
				expect(key).not.toBe(unknownClient);
				for (const spelling of spellings(groups)) {
					spelled.add(spelling);
					if (clientKey(spelling) !== key) wrong.push(spelling);
				}
			}),
			{ numRuns: 100 },
		);
		console.info(`client-key: ${spelled.size} mapped spellings, ${wrong.length} wrong keys`);
		expect(wrong).toEqual([]);
		expect(spelled.size).toBeGreaterThan(200);
	});

	test.each([
		'::ffff:192.0.2.1',
		'::FFFF:192.0.2.1',
		'::ffff:c000:201',
		'0:0:0:0:0:ffff:c000:0201',
	])('%s is 192.0.2.1', (spelling) => {
		expect(clientKey(spelling)).toBe(clientKey('192.0.2.1'));
	});

	test.each([
		'::fffe:192.0.2.1',
		'1::ffff:192.0.2.1',
		'::1:ffff:192.0.2.1',
		'::ffff:0:192.0.2.1',
		'::192.0.2.1',
	])('%s is not', (spelling) => {
		expect(clientKey(spelling)).not.toBe(clientKey('192.0.2.1'));
		expect(clientKey(spelling)).not.toBe(unknownClient);
	});

	test('no IPv6 network has the key of an IPv4 address', () => {
		fc.assert(
			fc.property(native, fc.tuple(octet, octet, octet, octet), (groups, octets) => {
				expect(clientKey(full(groups))).not.toBe(clientKey(octets.join('.')));
			}),
		);
	});
});

describe('a broken address', () => {
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
	])('%j shares the key of the unknown', (address) => {
		expect(clientKey(address)).toBe(unknownClient);
	});

	test('is one that is missing', () => {
		expect(clientKey(null)).toBe(unknownClient);
	});

	test('is whatever has something odd in it, wherever', () => {
		const odd = fc.constantFrom(...' \t\n\0/\\[]%,;@#?_-+gz٣', '😀', '\ud800');
		const address = fc.oneof(
			anyGroups.map(full),
			fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.')),
		);
		fc.assert(
			fc.property(address, odd, fc.nat(), (address, odd, place) => {
				const at = place % (address.length + 1);
				expect(clientKey(address.slice(0, at) + odd + address.slice(at))).toBe(unknownClient);
			}),
			{ numRuns: 1000 },
		);
	});

	test('never throws', () => {
		const pieces = fc.constantFrom(':', '::', '.', '0', '1', 'ffff', '255', '256', '%', '[', ']');
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 16 }), (parts) => {
				expect(clientKey(parts.join(''))).toMatch(/^[0-9a-f.:/]+$|^unknown$/);
			}),
			{ numRuns: 3000 },
		);
	});
});
