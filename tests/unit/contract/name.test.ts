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

/** The regular expression that a browser makes of `<input pattern>` (HTML, section 4.10.5.3.6). */
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

test('a text is a name exactly if the contract says so, in a browser as on the server', () => {
	fc.assert(
		fc.property(nearlyNames, (text) => {
			expect(parseName(text)).toBe(isName(text) ? text : undefined);
			expect(browserPattern.test(text)).toBe(isName(text));
		}),
		{ numRuns: 3000 },
	);
});

test('every name is accepted', () => {
	fc.assert(
		fc.property(names, (text) => {
			expect(parseName(text)).toBe(text);
			expect(browserPattern.test(text)).toBe(true);
		}),
	);
});

test('only a string is a name', () => {
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
	'%j is no name',
	(text) => {
		expect(parseName(text)).toBeUndefined();
		expect(browserPattern.test(text)).toBe(false);
	},
);

test('a name has at most 64 characters', () => {
	expect(nameMaxLength).toBe(64);
	expect(parseName('a'.repeat(64))).toBe('a'.repeat(64));
	expect(parseName('a'.repeat(65))).toBeUndefined();
});

test('the pattern means the same with every flag that a regular expression is made with', () => {
	const patterns = ['', 'u', 'v'].map((flags) => new RegExp(`^(?:${namePattern})$`, flags));
	fc.assert(
		fc.property(nearlyNames, (text) => {
			expect(new Set(patterns.map((pattern) => pattern.test(text))).size).toBe(1);
		}),
	);
});

test('exactly the names of 64 small hexadecimal digits stand for an object id', () => {
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

test('a demo’s name is a name and no id, and says its digits', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), (digits) => {
			const name = demoName(digits);
			expect(parseName(name)).toBe(name);
			expect([isDemoName(name), isObjectId(name)]).toEqual([true, false]);
			expect(name).toContain(digits);
		}),
	);
});

test('no other name is a demo’s', () => {
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
		expect(name && isDemoName(name), other).toBe(false);
	}
});
