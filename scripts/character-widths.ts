/**
 * `npm run widths`: measures characters in fonts from the npm registry and writes their widths into
 * src/core/pictures/character-widths.ts. With `--check` it writes nothing and fails if that file is
 * out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Font, openSync } from 'fontkit';
import { format, resolveConfig } from 'prettier';

const path = join(import.meta.dirname, '../src/core/pictures/character-widths.ts');
const resolve = createRequire(import.meta.url).resolve;

/** Opens a font that is neither a collection nor a variation. */
function open(file: string): Font {
	const font = openSync(resolve(file));
	if (!('layout' in font)) throw new Error(`${file} is not a single font.`);
	return font;
}

/** The fonts and the first and last code points that are measured in each of them. */
const sources: readonly (readonly [font: Font, ...ranges: (readonly [number, number])[]])[] = [
	[
		// The free twin of Verdana, which a badge asks for first.
		open('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
		[0x20, 0x7ff],
		[0x10a0, 0x10ff],
		[0x1e00, 0x22ff],
		[0x2500, 0x27bf],
	],
	[
		open('@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-400-normal.woff2'),
		[0x900, 0x97f],
	],
	[open('@fontsource/noto-sans-thai/files/noto-sans-thai-thai-400-normal.woff2'), [0xe00, 0xe7f]],
];

const virama = '\u094d';
const devanagariLetters = Array.from({ length: 37 }, (_, index) =>
	String.fromCharCode(0x915 + index),
);
const zeroWidthJoiner = '\u200d';

const widths = new Map<number, number>();
const joinedWidths = new Map<number, number>();

for (const [font, ...ranges] of sources) {
	for (const [first, last] of ranges) {
		for (let code = first; code <= last; code++) {
			if (!font.hasGlyphForCodePoint(code)) continue;
			const character = String.fromCodePoint(code);
			// The engine's own Unicode data says which characters have no width.
			if (/[\p{Mn}\p{Me}\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(character)) continue;
			const width = font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm;
			widths.set(code, hundredths(width));
			const joined = joinedWidth(font, character);
			if (joined !== undefined) joinedWidths.set(code, hundredths(joined));
		}
	}
}

/** The width of a letter that is joined to the next one, if it can be, in em. */
function joinedWidth(font: Font, letter: string): number | undefined {
	const width = (text: string) => font.layout(text).advanceWidth / font.unitsPerEm;
	if (/(?=\p{Script=Arabic})\p{L}/u.test(letter)) {
		const initial = width(letter + zeroWidthJoiner);
		// A letter such as alef has no form that is joined to the next one.
		if (initial === width(letter)) return undefined;
		// The mean of the initial and the medial form.
		return (initial + width(zeroWidthJoiner + letter + zeroWidthJoiner)) / 2;
	}
	// What it adds to the letter after the virama, on average: a half form, or a part of a ligature.
	if (devanagariLetters.includes(letter)) {
		const added = devanagariLetters.map((next) => width(letter + virama + next) - width(next));
		return added.reduce((sum, width) => sum + width, 0) / added.length;
	}
	return undefined;
}

/** Whole hundredths of an em, rounded up as a badge must have room for its text. */
function hundredths(width: number): number {
	return Math.ceil(Math.round(width * 10_000) / 100);
}

/** A table as source text: two hexadecimal digits a character, 32 characters a row. */
function rows(table: ReadonlyMap<number, number>): string {
	const blocks = [...new Set([...table.keys()].map((code) => code >> 5))].sort((a, b) => a - b);
	const row = (block: number) =>
		Array.from({ length: 32 }, (_, index) => {
			const width = table.get(block * 32 + index);
			return width === undefined ? '--' : width.toString(16).padStart(2, '0');
		}).join('');
	return blocks.map((block) => `${block}: '${row(block)}',`).join('\n');
}

const source = `// Written by \`npm run widths\` from the fonts DejaVu Sans, Noto Sans Devanagari and Noto Sans Thai.

/**
 * Widths of characters in hundredths of an em, as two hexadecimal digits each, by the code point
 * divided by 32; \`--\` where none is known.
 */
export const characterWidths: Readonly<Record<number, string>> = {
${rows(widths)}
};

/** Widths in the same form, of letters that are joined to the next one. */
export const joinedWidths: Readonly<Record<number, string>> = {
${rows(joinedWidths)}
};
`;

const after = await format(source, { ...(await resolveConfig(path)), filepath: path });
if (!process.argv.includes('--check')) {
	await writeFile(path, after);
} else if ((await readFile(path, 'utf8')) !== after) {
	console.error('src/core/pictures/character-widths.ts is out of date: run `npm run widths`.');
	process.exitCode = 1;
}
