import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	demoName,
	isDemoName,
	isObjectId,
	nameMaxLength,
	namePattern,
	parseName,
} from '../../../src/core/contract/name';

const firstCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const laterCharacters = `${firstCharacters}._-`;

/** The grammar of the contract, character by character. */
function isName(text: string): boolean {
	const characters = text.split('');
	return (
		characters.length >= 1 &&
		characters.length <= 64 &&
		characters.every((character, index) =>
			(index === 0 ? firstCharacters : laterCharacters).includes(character),
		)
	);
}

/** The regular expression that a browser builds from `<input pattern>` (HTML, section 4.10.5.3.6). */
const browserPattern = new RegExp(`^(?:${namePattern})$`, 'v');

const names = fc
	.tuple(
		fc.constantFrom(...firstCharacters),
		fc.string({ unit: fc.constantFrom(...laterCharacters), maxLength: 63 }),
	)
	.map(([first, rest]) => first + rest);

const nearlyNames = fc.oneof(
	names,
	fc.string({ unit: fc.constantFrom(...laterCharacters), minLength: 60, maxLength: 70 }),
	fc
		.tuple(
			names,
			fc.constantFrom(...'AZ @/\\%\n\r\0é٣ａ~:;,+*?#[]{}^`', '\u0131', '\ud800', '😀'),
			fc.nat(),
		)
		.map(([name, odd, place]) => {
			const at = place % (name.length + 1);
			return name.slice(0, at) + odd + name.slice(at);
		}),
	fc.string({ unit: 'binary', maxLength: 70 }),
);

test('the server and the browser accept exactly the names that the contract allows', () => {
	fc.assert(
		fc.property(nearlyNames, (text) => {
			expect(parseName(text)).toBe(isName(text) ? text : undefined);
			expect(browserPattern.test(text)).toBe(isName(text));
		}),
		{ numRuns: 3000 },
	);
});

test('every name of the contract is accepted', () => {
	fc.assert(
		fc.property(names, (text) => {
			expect(parseName(text)).toBe(text);
			expect(browserPattern.test(text)).toBe(true);
		}),
	);
});

test('parseName rejects everything but a string', () => {
	fc.assert(
		fc.property(fc.anything(), (input) => {
			expect(parseName(input)).toBe(typeof input === 'string' && isName(input) ? input : undefined);
		}),
	);
	expect(parseName(undefined)).toBeUndefined();
	expect(parseName(['a'])).toBeUndefined();
	expect(parseName(new String('a'))).toBeUndefined();
	expect(parseName(7)).toBeUndefined();
});

test.each(['', '.', '..', '-', '_a', '.a', '../a', 'a/b', 'a%2fb', 'a\n', '\na', 'A', 'ä', 'a b'])(
	'%j is rejected as a name',
	(text) => {
		expect(parseName(text)).toBeUndefined();
		expect(browserPattern.test(text)).toBe(false);
	},
);

test('a name of 64 characters is accepted and one of 65 is rejected', () => {
	expect(nameMaxLength).toBe(64);
	expect(parseName('a'.repeat(64))).toBe('a'.repeat(64));
	expect(parseName('a'.repeat(65))).toBeUndefined();
});

test('the name pattern matches the same texts without flags, with u and with v', () => {
	const patterns = ['', 'u', 'v'].map((flags) => new RegExp(`^(?:${namePattern})$`, flags));
	fc.assert(
		fc.property(nearlyNames, (text) => {
			expect(new Set(patterns.map((pattern) => pattern.test(text))).size).toBe(1);
		}),
	);
});

test('a name is an object id exactly if it is 64 lowercase hexadecimal digits', () => {
	const hexadecimal = fc.string({
		unit: fc.constantFrom(...'0123456789abcdef'),
		minLength: 62,
		maxLength: 64,
	});
	fc.assert(
		fc.property(fc.oneof(hexadecimal, names), (text) => {
			const name = parseName(text);
			const digits = text.split('').filter((character) => '0123456789abcdef'.includes(character));
			expect(name && isObjectId(name)).toBe(text.length === 64 && digits.length === 64);
		}),
	);
});

test('the name of a demo is a valid name with its digits, and no object id', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), (digits) => {
			const name = demoName(digits);
			expect(parseName(name)).toBe(name);
			expect([isDemoName(name), isObjectId(name)]).toEqual([true, false]);
			expect(name).toContain(digits);
		}),
	);
});

test('a name of another form is not the name of a demo', () => {
	const digits = '0123456789abcdef'.repeat(2);
	for (const other of [
		'counter-1',
		'demo',
		'demo-',
		`demo-${digits.slice(1)}`,
		`demo-${digits}0`,
		`demo-${digits.replace('a', 'g')}`,
		`my-demo-${digits}`,
		digits.repeat(2),
	]) {
		const name = parseName(other);
		expect(name, other).toBeDefined();
		expect(isDemoName(name), other).toBe(false);
	}
});
