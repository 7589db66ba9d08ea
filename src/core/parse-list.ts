/** Reads a comma-separated list, such as `front-page, downloads`; blanks and empty items are dropped. */
export function parseList(text: string): readonly string[] {
	return text
		.split(',')
		.map((item) => item.trim())
		.filter((item) => item !== '');
}
