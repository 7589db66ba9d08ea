/** U+FFFD, which decoders put in place of what they cannot decode, percent-encoded. */
const replacement = '%EF%BF%BD';

/**
 * Returns an address whose path can be percent-decoded, as often as one likes. Where it cannot, since
 * it has a `%` that begins no escape or escapes that are no UTF-8, each `%` of the path is replaced by
 * U+FFFD.
 *
 * @param address an absolute URL
 */
export function readableAddress(address: string): string {
	const end = /[?#]|$/.exec(address)?.index ?? address.length;
	const path = address.slice(0, end);
	if (isReadable(path)) return address;
	return path.replaceAll('%', replacement) + address.slice(end);
}

function isReadable(path: string): boolean {
	try {
		// The result is used, or the minifier takes the call for one without an effect.
		return decodeURI(path) !== '';
	} catch {
		return false;
	}
}
