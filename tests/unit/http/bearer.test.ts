import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bearerToken } from '../../../src/core/http/bearer';

test.each([
	['Bearer dc_a-b', 'dc_a-b'],
	['bearer abc==', 'abc=='],
	['BEARER   a.b~c+d/e', 'a.b~c+d/e'],
	[' Bearer a ', 'a'],
	[null, undefined],
	['', undefined],
	['Bearer', undefined],
	['Bearer ', undefined],
	['Bearer a b', undefined],
	['Bearer a,b', undefined],
	['Basic YTpi', undefined],
	['Bearera', undefined],
])('the token of the Authorization header %j is %j', (header, token) => {
	expect(bearerToken(header)).toBe(token);
});

test('no header makes the grammar slow', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom('b', ' ', '=', 'é', 'Bearer ') }), (text) => {
			const token = bearerToken(text);
			expect(token === undefined || text.includes(token)).toBe(true);
		}),
	);
});
