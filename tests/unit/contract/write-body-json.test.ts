import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isProblem } from '../../../src/core/contract/problem';
import { readRequestBody } from '../../../src/core/contract/request-body';
import { amounts, json, readBody, writeRequest } from './write-request';

const amountValues = fc.oneof(
	fc.integer({ min: -5, max: 1005 }),
	fc.constantFrom('5', '', null, true, 1.5, 1e300, 0, 1, 1000, 1001),
	fc.jsonValue(),
);

test('a JSON object is a write exactly if all it has is an integer from 1 to 1000', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
			fc.option(amountValues, { nil: undefined }),
			fc.constantFrom(undefined, 1, '\t'),
			async (others, amount, space) => {
				const rest = Object.entries(others).filter(([field]) => field !== 'amount');
				const body = Object.fromEntries(
					amount === undefined ? rest : [...rest, ['amount', amount]],
				);
				const text = JSON.stringify(body, null, space);
				fc.pre(new TextEncoder().encode(text).length <= 1024);
				const answer = await readBody(text, json);
				if (rest.length > 0) expect(answer).toBe('invalid-body');
				else if (amount === undefined) expect(answer).toEqual({ amount: 1 });
				else expect(answer).toEqual(amounts.has(amount) ? { amount } : 'invalid-amount');
			},
		),
		{ numRuns: 2000 },
	);
});

test('JSON that is no object is an invalid body', async () => {
	await fc.assert(
		fc.asyncProperty(fc.jsonValue({ maxDepth: 2 }), async (body) => {
			fc.pre(typeof body !== 'object' || body === null || Array.isArray(body));
			const text = JSON.stringify(body);
			fc.pre(new TextEncoder().encode(text).length <= 1024);
			expect(await readBody(text, json)).toBe('invalid-body');
		}),
	);
});

test.each([
	'{',
	'{"amount":5',
	'{"amount":05}',
	'{"amount":+5}',
	"{'amount':5}",
	'{"amount":5,}',
	'{amount:5}',
	'{"amount":5}{}',
	'amount=5',
	' ',
	'undefined',
	'NaN',
	'[{"amount":5}]',
	'null',
])('the JSON %j is an invalid body', async (text) => {
	expect(await readBody(text, json)).toBe('invalid-body');
});

test.each([
	['{}', 1],
	[' \r\n{"amount" : 5 }\t', 5],
	['{"amount":5.0}', 5],
	['{"amount":1e3}', 1000],
	['{"\\u0061mount":7}', 7],
	['\ufeff{"amount":5}', 5],
])('the JSON %j is a write of %d', async (text, amount) => {
	expect(await readBody(text, json)).toEqual({ amount });
});

test.each(['"5"', 'null', 'true', '[5]', '{"amount":5}', '0', '-1', '1001', '2.5', '1e400', '""'])(
	'the JSON amount %s is invalid',
	async (amount) => {
		expect(await readBody(`{"amount":${amount}}`, json)).toBe('invalid-amount');
	},
);

test.each([
	'{"amout":5}',
	'{"Amount":7}',
	'{"amount ":7}',
	'{"":7}',
	'{"__proto__":{"amount":7}}',
	'{"constructor":{"prototype":{"amount":7}}}',
	'{"amount":3,"return":"/"}',
	'{"amount":3,"note":"x"}',
	'{"increment":{"amount":5}}',
])('the JSON %j has a field that is not known', async (text) => {
	expect(await readBody(text, json)).toBe('invalid-body');
});

/** The text of a JSON object with members in order, of which two may have the same name. */
function serialize(members: readonly (readonly [string, unknown])[]): string {
	return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`;
}

test('a JSON member that is given twice is seen, whatever stands between and around', async () => {
	const values = fc.oneof(
		fc.jsonValue({ maxDepth: 2 }),
		fc.constantFrom('"amount":1', '{', '\\', '\\"', ',"amount":', { amount: 5 }, [{ amount: 5 }]),
	);
	const names = fc.constantFrom('amount', '__proto__', 'a"b', 'a:b', '{', '\\');
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 5 }),
			async (members) => {
				const text = serialize(members);
				fc.pre(new TextEncoder().encode(text).length <= 1024);
				const body = await readRequestBody(
					writeRequest([new TextEncoder().encode(text)], { 'Content-Type': json }),
				);
				expect(isProblem(body)).toBe(false);
				if (isProblem(body)) return;
				const counts = Array.from(body.fields, ([name, all]) => [name, all.length]);
				const expected = Map.groupBy(members, ([name]) => name);
				expect(counts).toEqual(Array.from(expected, ([name, all]) => [name, all.length]));
			},
		),
		{ numRuns: 2000 },
	);
});

test.each([
	'{"amount":5,"amount":5}',
	'{"amount":{"x":1},"amount":5}',
	'{"amount":1,"\\u0061mount":5}',
])('the JSON %j gives the amount twice', async (text) => {
	expect(await readBody(text, json)).toBe('invalid-amount');
});
