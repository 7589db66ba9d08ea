/** Takes a page with slots like `{{value}}` apart: every second piece is the name of a slot. */
export function takeApart(page: string): readonly string[] {
	return page.split(/\{\{(\w+)\}\}/);
}

/** Puts a page together with its slots filled. */
export function fill(pieces: readonly string[], values: Readonly<Record<string, unknown>>): string {
	return pieces.map((piece, at) => (at % 2 === 0 ? piece : values[piece])).join('');
}
