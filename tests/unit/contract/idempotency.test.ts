import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAmount } from '../../../src/core/contract/amount';
import type { Operation } from '../../../src/core/contract/paths';
import { fingerprint, keyLifetime, parseKey } from '../../../src/core/contract/idempotency';

const visible = Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) =>
	String.fromCharCode(0x21 + index),
);
/** Characters that end a bare key, or make it a list or a parameter. */
const special = ['"', '\\', ',', ';'];

const keys = fc.string({ unit: fc.constantFrom(...visible), minLength: 1, maxLength: 255 });
const bareKeys = fc.string({
	unit: fc.constantFrom(...visible.filter((character) => !special.includes(character))),
	minLength: 1,
	maxLength: 255,
});

function quote(key: string): string {
	return `"${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The parsing algorithm of RFC 9651, section 4.2.5, and the bare form. */
function readKey(header: string): string | undefined {
	let key = '';
	if (header.startsWith('"')) {
		const rest = header.slice(1).split('');
		for (;;) {
			const character = rest.shift();
			if (character === undefined) return undefined;
			if (character === '"') break;
			if (character !== '\\') {
				key += character;
				continue;
			}
			const escaped = rest.shift();
			if (escaped !== '"' && escaped !== '\\') return undefined;
			key += escaped;
		}
		if (rest.length > 0) return undefined;
	} else {
		if (special.some((character) => header.includes(character))) return undefined;
		key = header;
	}
	const isVisible = key.split('').every((character) => visible.includes(character));
	return isVisible && key.length >= 1 && key.length <= 255 ? key : undefined;
}

const nearlyKeys = fc.oneof(
	keys,
	keys.map(quote),
	keys.map((key) => `"${key}"`),
	fc.string({ unit: fc.constantFrom(...visible), minLength: 253, maxLength: 258 }).map(quote),
	fc.string({
		unit: fc.constantFrom('a', '"', '\\', ' ', ',', ';', 'é', '\t', '\x7f'),
		maxLength: 8,
	}),
	fc.string({ unit: 'binary', maxLength: 70 }),
);

test('parseKey accepts exactly the headers that the contract allows', () => {
	fc.assert(
		fc.property(nearlyKeys, (header) => {
			expect(parseKey(header)).toBe(readKey(header));
		}),
		{ numRuns: 5000 },
	);
});

test('1 to 255 visible ASCII characters in quotes are a key', () => {
	fc.assert(
		fc.property(keys, (key) => {
			expect(parseKey(quote(key))).toBe(key);
		}),
	);
});

test('a bare header and a quoted header give the same key', () => {
	fc.assert(
		fc.property(bareKeys, (key) => {
			expect(parseKey(key)).toBe(key);
			expect(parseKey(quote(key))).toBe(key);
		}),
	);
});

test('the length of a key does not count its quotes and escapes', () => {
	expect(parseKey(quote('"'.repeat(255)))).toBe('"'.repeat(255));
	expect(parseKey(quote('\\'.repeat(256)))).toBeUndefined();
	expect(parseKey('k'.repeat(255))).toBe('k'.repeat(255));
	expect(parseKey('k'.repeat(256))).toBeUndefined();
});

test.each([
	'',
	'""',
	'"',
	'"a',
	'a"',
	'"a"b"',
	'"a\\"',
	'"a" ',
	'"a b"',
	'a b',
	'"a", "b"',
	'a,b',
	'"a";b=1',
	'a;b',
	'"\\a"',
	'"é"',
	'é',
	'"a\tb"',
	'"\x7f"',
	'\x00',
	'"😀"',
	' a',
	'a\n',
])('parseKey rejects %j', (header) => {
	expect(parseKey(header)).toBeUndefined();
});

test('a key is kept for 24 hours', () => {
	expect(keyLifetime).toBe(86_400_000);
});

test('two writes have the same fingerprint exactly if operation and amount are the same', () => {
	const writes = fc.tuple(
		fc.constantFrom<Operation>('increment', 'decrement'),
		fc.integer({ min: 1, max: 1000 }).map((amount) => parseAmount(amount) ?? 0),
	);
	fc.assert(
		fc.property(writes, writes, (one, other) => {
			const same = one[0] === other[0] && one[1] === other[1];
			expect(fingerprint(...one) === fingerprint(...other)).toBe(same);
		}),
	);
	expect(fingerprint('increment', 5)).toBe(fingerprint('increment', 5));
	expect(fingerprint('increment', 5)).not.toBe(fingerprint('decrement', 5));
});
