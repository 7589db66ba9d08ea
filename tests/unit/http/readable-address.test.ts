import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readableAddress } from '../../../src/core/http/readable-address';

const site = 'https://counters.example';

test.each([
	['/', '/'],
	['/counters/a%20b?x=%ff', '/counters/a%20b?x=%ff'],
	['/%C3%A4', '/%C3%A4'],
	['/%ff', '/%EF%BF%BDff'],
	['/%', '/%EF%BF%BD'],
	['/%41/%?x=%ff', '/%EF%BF%BD41/%EF%BF%BD?x=%ff'],
])('the path of %s is read as that of %s', (path, readable) => {
	expect(readableAddress(site + path)).toBe(site + readable);
});

test('every path can be decoded, and one that could be before stays as it is', () => {
	const piece = fc.oneof(fc.constantFrom('%', '%ff', '%41', '%c3%a4', '/', '?', '#'), fc.string());
	fc.assert(
		fc.property(fc.array(piece), (pieces) => {
			const { href } = new URL(`/x${pieces.join('')}`, site);
			const { pathname, search } = new URL(readableAddress(href));
			expect(() => decodeURI(pathname)).not.toThrow();
			expect(search).toBe(new URL(href).search);
			expect(readableAddress(readableAddress(href))).toBe(readableAddress(href));
		}),
	);
});
