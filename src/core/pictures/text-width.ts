import { characterWidths, joinedWidths } from './character-widths';

/**
 * The width that a text needs in a font that may be wide, in whole pixels. Emoji count as one
 * picture each, and letters that are joined to the next one have the width of that form.
 *
 * @param fontSize in pixels
 */
export function textWidth(text: string, fontSize: number): number {
	let hundredths = 0;
	const letters = text
		.replace(emoji, () => {
			hundredths += emojiWidth;
			return zeroWidthNonJoiner;
		})
		.replace(belowBaseRa, '');
	for (const [, character = '', joiner] of letters.matchAll(characters)) {
		const code = character.codePointAt(0) ?? 0;
		const joined = joiner === undefined ? undefined : widthIn(joinedWidths, code);
		hundredths += joined ?? widthIn(characterWidths, code) ?? unlistedWidth(character);
	}
	return Math.ceil((hundredths * fontSize) / 100);
}

const emoji = /\p{RGI_Emoji}/gv;
const zeroWidthNonJoiner = '\u200c';

/** In hundredths of an em; the emoji fonts of the platforms have 1.2 to 1.4 em. */
const emojiWidth = 127;

/** The Devanagari letter ra after a virama is drawn below the letter before it. */
const belowBaseRa = /\u094d\u0930/g;

/**
 * Each character, and what joins it to the next one if something does: a Devanagari virama before a
 * letter, or in Arabic any letter but hamza; marks in between do not count.
 */
const characters =
	/(.)(?=(\u094d[\u0915-\u0939\u200d]|\p{M}*(?:[\u0640\u200d]|(?![\u0621\u0674])[\p{Script=Arabic}&&\p{L}]))|)/gsv;

/** The width that a table of two hexadecimal digits a character has, in hundredths of an em. */
function widthIn(table: Readonly<Record<number, string>>, code: number): number | undefined {
	const start = (code % 32) * 2;
	const width = Number.parseInt(table[Math.floor(code / 32)]?.slice(start, start + 2) ?? '', 16);
	return Number.isNaN(width) ? undefined : width;
}

/** In hundredths of an em. */
function unlistedWidth(character: string): number {
	if (/[\p{Mn}\p{Me}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character)) return 0;
	// The vowels and final consonants of hangul syllables that are stored in parts.
	if (/[\u1160-\u11ff\ud7b0-\ud7ff]/u.test(character)) return 0;
	if (/[\uff61-\uffdc]/u.test(character)) return 50;
	if (/\p{Script=Hangul}/u.test(character)) return 93;
	return wide.test(character) ? 100 : 80;
}

/** Characters that fill the em: ideographs, kana, their punctuation, full-width forms, pictures. */
const wide =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\p{Extended_Pictographic}\p{RI}\u2e80-\u33ff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}]/u;
