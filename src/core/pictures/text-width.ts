/** Widths of the characters from space to tilde, in hundredths of an em, as wide fonts draw them. */
const asciiWidths = [
	32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
	64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
	61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
	64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
] as const;

/**
 * The width that a text needs in a font that may be wide, in whole pixels.
 *
 * @param fontSize in pixels
 */
export function textWidth(text: string, fontSize: number): number {
	const ems = Array.from(text).reduce((sum, character) => sum + emWidth(character), 0);
	return Math.ceil((ems / 100) * fontSize);
}

function emWidth(character: string): number {
	const code = character.codePointAt(0) ?? 0;
	const known = asciiWidths[code - 0x20];
	if (known !== undefined) return known;
	if (/\p{M}|\p{Cf}/u.test(character)) return 0;
	// Ideographs, kana, hangul and pictures fill the em; other letters stay below.
	return code >= 0x1100 ? 105 : 80;
}
