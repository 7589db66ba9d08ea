import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeName, parseName, typedNamePattern } from '../../../src/core/contract/name';

test.each([
	['Foo', 'foo'],
	[' foo ', 'foo'],
	['\tMy-Counter\n', 'my-counter'],
	['\u00a0A.B_C\u3000', 'a.b_c'],
	['foo', 'foo'],
])('a person who types %j means the name %s', (text, name) => {
	expect(normalizeName(text)).toBe(name);
});

test.each(['', ' ', 'my counter', '-Foo', 'Ä', 'foo/', `A${'a'.repeat(64)}`])(
	'a person who types %j means no name',
	(text) => {
		expect(normalizeName(text)).toBeUndefined();
	},
);

test('every name is meant by itself, in any case and with any blanks around it', () => {
	fc.assert(
		fc.property(
			fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/),
			fc.stringMatching(/^[ \t\n]{0,3}$/),
			(name, blanks) => {
				expect(normalizeName(blanks + name.toUpperCase() + blanks)).toBe(name);
				expect(normalizeName(name)).toBe(parseName(name));
			},
		),
	);
});

test('the field for a name accepts exactly what the server makes a name of', () => {
	const field = new RegExp(`^(?:${typedNamePattern})$`, 'v');
	const typed = fc.oneof(
		fc.string({ unit: fc.constantFrom(...' aAzZ09._-\té/') }),
		fc.string({ unit: fc.constantFrom(...'aZ0._-'), minLength: 60, maxLength: 70 }),
	);
	fc.assert(
		fc.property(typed, (text) => {
			expect(field.test(text)).toBe(normalizeName(text) !== undefined);
		}),
		{ numRuns: 1000 },
	);
});

test('what a person means is a name or nothing, for every text', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			const name = normalizeName(text);
			if (name !== undefined) expect(parseName(name)).toBe(name);
		}),
	);
});
