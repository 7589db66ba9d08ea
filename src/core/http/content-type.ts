/** The media type that a `Content-Type` header names, without its parameters and in lower case. */
export function mediaType(contentType: string): string {
	return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * The names of a `charset` that is read here: UTF-8, and ASCII, which is a part of it. JSON has no
 * other encoding (RFC 8259, section 8.1).
 */
const readable: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

const parameter = /;\s*([^=;"\s]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;

/**
 * Returns the first `charset` of a `Content-Type` header that is not read here, in lower case and
 * without its quotes; `undefined` if there is none.
 */
export function unreadableCharset(contentType: string): string | undefined {
	return Array.from(contentType.matchAll(parameter))
		.filter(([, name]) => name?.toLowerCase() === 'charset')
		.map(([, , value = '']) =>
			value
				.trim()
				.replace(/^"(.*)"$/, '$1')
				.toLowerCase(),
		)
		.find((charset) => !readable.has(charset));
}
