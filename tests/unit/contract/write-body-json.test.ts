import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amounts, json, readBody } from './write-request';

const amountValues = fc.oneof(
	fc.integer({ min: -5, max: 1005 }),
	fc.constantFrom('5', '', null, true, 1.5, 1e300, 0, 1, 1000, 1001),
	fc.jsonValue(),
);

test('the amount of a JSON object is valid exactly if it is an integer from 1 to 1000', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
			fc.option(amountValues, { nil: undefined }),
			fc.constantFrom(undefined, 1, '\t'),
			async (others, amount, space) => {
				const rest = Object.entries(others).filter(([field]) => field !== 'amount');
				const body = Object.fromEntries(
					amount === undefined ? rest : [...rest, ['amount', amount]],
				);
				const text = JSON.stringify(body, null, space);
				fc.pre(new TextEncoder().encode(text).length <= 1024);
				const expected = amount === undefined ? 1 : amounts.has(amount) ? amount : undefined;
				expect(await readBody(text, json)).toEqual(
					expected === undefined ? 'invalid-amount' : { amount: expected },
				);
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
	['{"Amount":7}', 1],
	['{"__proto__":{"amount":7}}', 1],
	['{"constructor":{"prototype":{"amount":7}}}', 1],
	['{"amount":3,"return":"/"}', 3],
])('the JSON %j is a write of %d', async (text, amount) => {
	expect(await readBody(text, json)).toEqual({ amount });
});

test.each(['"5"', 'null', 'true', '[5]', '{"amount":5}', '0', '-1', '1001', '2.5', '1e400', '""'])(
	'the JSON amount %s is invalid',
	async (amount) => {
		expect(await readBody(`{"amount":${amount}}`, json)).toBe('invalid-amount');
	},
);
