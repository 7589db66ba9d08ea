import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesMax, readNames, refuseParameters } from '../../../src/core/contract/name-list';
import { isProblem } from '../../../src/core/contract/problem';

const read = (query: string) => readNames(new URLSearchParams(query));

test('the names of a list are read in the order of their first mention, each once', () => {
	expect(read('names=b,a,b,c,a')).toEqual(['b', 'a', 'c']);
});

test('a list keeps what is no name, so that the answer can say so', () => {
	expect(read('names=a,,B!')).toEqual(['a', '', 'B!']);
});

test.each([
	['', 'has no names'],
	['names=', 'has no names'],
	['names=a&names=b', 'more than once'],
	[`names=${Array.from({ length: namesMax + 1 }, (_, at) => `c${at}`).join()}`, 'has 51 names'],
])('a list such as "%.30s" is refused', (query, detail) => {
	expect(read(query)).toEqual({
		problem: 'invalid-query',
		detail: expect.stringContaining(detail),
	});
});

test('any list of up to 50 different texts is read as it is', () => {
	const text = fc.string({ minLength: 1 }).filter((name) => !name.includes(','));
	const names = fc.uniqueArray(text, { minLength: 1, maxLength: namesMax });
	fc.assert(
		fc.property(names, (list) => {
			expect(read(new URLSearchParams({ names: list.join() }).toString())).toEqual(list);
		}),
	);
});

test('a parameter that an address does not know is refused by its name', () => {
	const query = new URLSearchParams('names=a&name=b');
	const refused = refuseParameters(query, ['names']);
	expect(isProblem(refused) && refused.detail).toContain('"name"');
	expect(refuseParameters(query, ['names', 'name'])).toBeUndefined();
});
