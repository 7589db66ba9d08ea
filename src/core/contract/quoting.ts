/** Formats what a client sent for people to read, in quotes and cut after 40 characters. */
export function quote(text: string): string {
	return JSON.stringify(shorten(text));
}

/** Cuts a text that a client sent after 40 characters. */
export function shorten(text: string): string {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
