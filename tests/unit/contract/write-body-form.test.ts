import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amounts, form, readBody } from './write-request';

/** Encodes a text as a browser does, or with every byte as a percent escape. */
function encode(text: string, everyByte: boolean): string {
	if (!everyByte) return encodeURIComponent(text).replaceAll('%20', '+');
	const bytes = new TextEncoder().encode(text);
	return Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

const anyAmountText = fc.oneof(
	fc.integer({ min: -5, max: 1005 }).map(String),
	fc.constantFrom('', ' 5', '5 ', '+5', '05', '5.0', '1e2', '0x5', '５', '5\n', '1,000'),
);
const fields = fc.array(
	fc.oneof(
		fc.tuple(fc.constant('amount'), anyAmountText),
		fc.tuple(fc.constant('return'), fc.constantFrom('/', '/counters/a b?x=1&y=2#ä', '//evil')),
		fc.tuple(
			fc.constantFrom('Amount', 'amount ', 'amount[]', '', 'x', '_charset_'),
			fc.string({ unit: 'grapheme', maxLength: 8 }),
		),
	),
	{ maxLength: 5 },
);

test('a form is read as its one amount and its one return path, and has nothing else', async () => {
	await fc.assert(
		fc.asyncProperty(fields, fc.boolean(), async (pairs, everyByte) => {
			fc.pre(pairs.length > 0);
			const text = pairs
				.map(([field, value]) => `${encode(field, everyByte)}=${encode(value, everyByte)}`)
				.join('&');
			fc.pre(text.length <= 1024);

			const given = pairs.filter(([field]) => field === 'amount').map(([, value]) => value);
			const amountTexts = [...amounts].map(String);
			const isValid =
				given.length === 0 || (given.length === 1 && amountTexts.includes(`${given}`));
			const returns = pairs.filter(([field]) => field === 'return').map(([, value]) => value);
			const isKnown = pairs.every(([field]) => field === 'amount' || field === 'return');
			const answer = await readBody(text, form);
			if (given.length > 1) expect(answer).toBe('invalid-amount');
			else if (!isKnown || returns.length > 1) expect(answer).toBe('invalid-body');
			else if (!isValid) expect(answer).toBe('invalid-amount');
			else expect(answer).toEqual({ amount: Number(given[0] ?? 1), returnTo: returns[0] });
		}),
		{ numRuns: 2000 },
	);
});

test.each(['amount=5&amount=5', 'amount=5&amount=6', 'amount=5&x=1&amount=', 'amount&amount=5'])(
	'the form %j has two amounts, which is invalid',
	async (text) => {
		expect(await readBody(text, form)).toBe('invalid-amount');
	},
);

test.each(['amount=', 'amount', 'amount=%', 'amount=%FF', 'amount=5%00', 'amount=5;'])(
	'the form %j has an invalid amount',
	async (text) => {
		expect(await readBody(text, form)).toBe('invalid-amount');
	},
);

test.each([
	['amount=5', 5],
	['%61mount=%35', 5],
	['&&amount=1000&', 1000],
	['return=%2F', 1],
	['&', 1],
	['return=', 1],
])('the form %j is a write of %d', async (text, amount) => {
	expect(await readBody(text, form)).toMatchObject({ amount });
});

test.each(['=', 'amout=5', 'Amount=5', 'amount[]=5', 'amount=5&x=', 'return=/&return=/', '5'])(
	'the form %j has a field that is not known, or one that came twice',
	async (text) => {
		expect(await readBody(text, form)).toBe('invalid-body');
	},
);

test.each(['{"amount":5}', ' {"amount":5}', '[5]', '"5"', '%7B%22amount%22%3A5%7D', '{"a":"b=c"}'])(
	'the form %j is JSON, which is invalid as a form',
	async (text) => {
		expect(await readBody(text, form)).toBe('invalid-body');
	},
);
