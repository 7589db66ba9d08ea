import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from '../../../src/core/pictures/text-width';
import { anyLabel } from './any-badge';

/** In hundredths of an em. */
const width = (text: string) => textWidth(text, 100);

test('the table of widths is what the fonts measure', () => {
	const script = join(import.meta.dirname, '../../../scripts/character-widths.ts');
	expect(() => execFileSync(process.execPath, [script, '--check'])).not.toThrow();
});

test.each([
	['nothing', '', 0],
	['a letter', 'a', 62],
	['each letter of a word', 'ab', 62 + 64],
	['a precomposed letter', 'é', 62],
	['a letter and a mark', 'e\u0301', 62],
	['a Greek letter', 'Ω', 77],
	['a Cyrillic letter', 'щ', 95],
	['a Hebrew letter', 'ש', 71],
	['a Hebrew letter with points', 'ש\u05b8\u05c1', 71],
	['an ideograph', '訪', 100],
	['kana', 'カ', 100],
	['half-width kana', 'ｶ', 50],
	['a full-width letter', 'Ａ', 100],
	['a hangul syllable', '한', 93],
	['a hangul syllable in parts', '\u1112\u1161\u11ab', 93],
	['a picture', '👍', 127],
	['a family', '👩\u200d👩\u200d👧\u200d👦', 127],
	['a skin tone', '👋🏽', 127],
	['a flag', '🇺🇦', 127],
	['a keycap', '1\ufe0f\u20e3', 127],
	['a joiner', '\u200c\u200d', 0],
	['an unlisted letter', 'ጎ', 80],
])('%s has its width', (_, text, expected) => {
	expect(width(text)).toBe(expected);
});

test('an Arabic letter that is joined to the next one is narrower', () => {
	const alone = width('ب');
	expect(width('بب')).toBeLessThan(alone + width('ب') / 2);
	expect(width('ب\u200cب')).toBe(2 * alone);
	expect(width('ب\u200d')).toBeLessThan(alone / 2);
	expect(width('بُب')).toBe(width('بب'));
	expect(width('ب ب')).toBe(2 * alone + width(' '));
	expect(width('بء')).toBe(alone + width('ء'));
	expect(width('اب')).toBe(width('ا') + alone);
});

test('a Devanagari letter before a virama and another letter is narrower', () => {
	expect(width('क्त')).toBeLessThan(width('कत'));
	expect(width('क्')).toBe(width('क'));
	expect(width('क्\u200cत')).toBe(width('कत'));
	expect(width('प्र')).toBe(width('प'));
	expect(width('र्म')).toBe(width('म'));
});

test('a text is never narrower than a part of it that ends at a space', () => {
	fc.assert(
		fc.property(anyLabel, anyLabel, (first, second) => {
			expect(textWidth(`${first} ${second}`, 11)).toBeGreaterThanOrEqual(textWidth(first, 11));
		}),
	);
});
