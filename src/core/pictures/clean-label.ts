/**
 * Makes a text fit for a label: one line, without what XML forbids, what cannot be seen and what
 * changes the direction of the text around it. Joiners, variation selectors and combining marks
 * stay, as many scripts and emoji need them. A text that is too long ends in an ellipsis.
 *
 * @param maxLength in characters as readers count them (grapheme clusters)
 */
export function cleanLabel(text: string, maxLength: number): string {
	const line = text
		.replace(lineEnds, ' ')
		.replace(notText, '')
		.replace(strayTags, '')
		.replace(/\s+/g, ' ')
		.trim()
		// A mark that has no letter would be drawn on, or composed with, what comes before the label.
		.replace(/^[\p{M}\s]+/u, '')
		.normalize('NFC');
	return visible.test(line) ? shorten(line, maxLength) : '';
}

const lineEnds = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Control characters, lone surrogates and their replacement, noncharacters, and the invisible
 * format characters but those that shape the text around them: the joiners U+200C and U+200D,
 * variation selectors, the grapheme joiner, the fillers of old hangul, and tags.
 */
const notText =
	/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufff9-\ufffd[\p{Default_Ignorable_Code_Point}--[\u034f\u115f\u1160\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]]]/gv;

/** Tags spell the name of a region after a black flag, and have no meaning elsewhere. */
const strayTags = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]+/gu;

/** What leaves a mark on the picture by itself. */
const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}]/u;

/** The longest label in UTF-16 code units, a character: most need one, a family of four 11. */
const maxUnits = 8;

/** Cuts a text between two grapheme clusters, so that no character loses a part. */
function shorten(text: string, maxLength: number): string {
	// A text has at most as many characters as code units.
	if (text.length <= maxLength) return text;
	const starts = Array.from(new Intl.Segmenter('und').segment(text), ({ index }) => index);
	if (starts.length <= maxLength && text.length <= maxLength * maxUnits) return text;
	const end = starts.slice(0, maxLength).findLast((start) => start < maxLength * maxUnits);
	return `${text.slice(0, end).trimEnd()}…`;
}

/** Whether a text reads from right to left: the first of its letters decides (UAX #9, rule P2). */
export function readsRightToLeft(text: string): boolean {
	return /^\P{L}*(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(
		text,
	);
}
