/** The key that all clients without a valid address share. */
export const unknownClient = 'unknown';

/** The header field that carries the client key of a request that is forwarded to an object. */
export const clientKeyField = 'X-Client-Key';

/**
 * Maps a client's address to the name of its rate limiter.
 *
 * An IPv4 address counts whole. An IPv6 address counts by its first 64 bits, since one subscriber
 * has all the rest. An IPv4-mapped address (`::ffff:0:0/96`, RFC 4291, section 2.5.5.2) counts as
 * its IPv4 address.
 *
 * @param address the value of `CF-Connecting-IP`; nothing else about a client can be trusted
 * @returns the key, the same for every form of an address; {@link unknownClient} if it is invalid
 */
export function clientKey(address: string | null): string {
	if (address === null) return unknownClient;
	if (isIpv4(address)) return address;
	const groups = parseIpv6(address);
	if (!groups) return unknownClient;
	const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
	if (a + b + c + d + e === 0 && f === 0xffff) {
		return [g >> 8, g & 0xff, h >> 8, h & 0xff].join('.');
	}
	return `${[a, b, c, d].map((group) => group.toString(16)).join(':')}::/64`;
}

/**
 * Returns the key of the network that a client belongs to: the first 48 bits of its IPv6 address,
 * which is what a provider gives to one site (RFC 6177). An IPv4 address has none: it is scarce, and its
 * neighbours are strangers.
 *
 * @param client a key that {@link clientKey} returned
 */
export function networkKey(client: string): string | undefined {
	const [, prefix] = /^((?:[^:]+:){3})[^:]+::\/64$/.exec(client) ?? [];
	return prefix && `${prefix}:/48`;
}

function isIpv4(address: string): boolean {
	return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(address);
}

/** Reads the eight 16-bit groups of an IPv6 address. The URL parser accepts every form of it. */
function parseIpv6(address: string): readonly number[] | undefined {
	if (!/^[0-9a-f:.]+$/i.test(address) || !address.includes(':')) return undefined;
	const canonical = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1);
	if (canonical === undefined) return undefined;
	const [head = '', tail] = canonical.split('::');
	const before = parseGroups(head);
	if (tail === undefined) return before;
	const after = parseGroups(tail);
	return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function parseGroups(text: string): readonly number[] {
	return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}
