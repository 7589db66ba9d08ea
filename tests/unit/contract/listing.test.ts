import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	defaultPage,
	formatCursor,
	listPath,
	pageMax,
	parseCursor,
	parseListQuery,
	type ListPosition,
} from '../../../src/core/contract/listing';

const address = 'https://counters.example/api/counters';
const place: ListPosition = { changedAt: 1_767_323_045_678, name: 'my-counter' };

const anyPlace = fc.record({
	changedAt: fc.nat({ max: 8_640_000_000_000_000 }),
	name: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/),
});

test('a cursor is read as the place that it was made of, and stands in a query as it is', () => {
	fc.assert(
		fc.property(anyPlace, fc.integer({ min: 1, max: pageMax }), (after, limit) => {
			const cursor = formatCursor(after);
			expect(parseCursor(cursor)).toEqual(after);
			expect(encodeURIComponent(cursor)).toBe(cursor);
			const path = listPath({ after: cursor, limit });
			expect(parseListQuery(new URL(path, address).href)).toEqual({ after, limit });
		}),
	);
});

test.each([
	'',
	'.',
	'a',
	'.a',
	'0a.b',
	'A.b',
	'z.',
	'z.-a',
	'z.A',
	'-1.a',
	'zzzzzzzzzzz.a',
	' 1.a',
])('%j is no cursor', (text) => {
	expect(parseCursor(text)).toBeUndefined();
});

test('nothing but a cursor that was made is taken for one', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z]{1,9}\.[a-z0-9]+$/)), (text) => {
			const read = parseCursor(text);
			if (read) expect(formatCursor(read)).toBe(text);
		}),
	);
});

test.each([
	['', { limit: defaultPage }],
	['?limit=1', { limit: 1 }],
	['?limit=100', { limit: 100 }],
	[`?after=${formatCursor(place)}`, { after: place, limit: defaultPage }],
	[`?limit=7&after=${formatCursor(place)}`, { after: place, limit: 7 }],
])('the query %j asks for a page', (query, page) => {
	expect(parseListQuery(address + query)).toEqual(page);
});

test.each([
	['?limit=0', 'has "0" as "limit"'],
	['?limit=101', 'has "101" as "limit"'],
	['?limit=', 'has "" as "limit"'],
	['?limit=05', 'has "05" as "limit"'],
	['?limit=1.5', 'has "1.5" as "limit"'],
	['?limit=+5', 'has " 5" as "limit"'],
	['?limit=1e1', 'has "1e1" as "limit"'],
	['?limit=1&limit=2', 'has the field "limit" more than once'],
	['?after=', 'has "" as "after"'],
	['?after=nonsense', 'has "nonsense" as "after"'],
	['?page=2', 'not known here: "page". Known is "after", "limit".'],
	['?toString=2', 'not known here: "toString"'],
	['?__proto__=2', 'not known here: "__proto__"'],
])('the query %j is refused, and the problem says why', (query, why) => {
	expect(parseListQuery(address + query)).toEqual({
		problem: 'invalid-query',
		detail: expect.stringContaining(why),
	});
});
