import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, cuts, form, json, readWriteBody, streamRequest, writeRequest } from './write-request';

test('a body is read the same however it is cut into chunks', async () => {
	const bodies = fc.oneof(
		fc.constantFrom(
			[json, '{"amount":42,"note":"€ 😀 ä"}', 'invalid-body'],
			[json, '{"amount":42,"note":"😀"', 'invalid-body'],
			[json, ' {"amount" : "😀" }', 'invalid-amount'],
			[json, '{ "\\u0061mount": 42 }', { amount: 42 }],
			[form, 'amount=42&return=/ä😀', { amount: 42, returnTo: '/ä😀' }],
		),
	);
	await fc.assert(
		fc.asyncProperty(bodies, cuts, async ([type, text, expected], at) => {
			const chunks = cut(new TextEncoder().encode(`${text}`), at);
			expect(await readWriteBody(writeRequest(chunks, { 'Content-Type': `${type}` }))).toEqual(
				expected,
			);
		}),
		{ numRuns: 1000 },
	);
});

/** Bytes that are not UTF-8. */
const broken = [
	[0xff],
	[0xc0, 0x80],
	[0x80],
	[0xe2, 0x82],
	[0xed, 0xa0, 0x80],
	[0xf4, 0x90, 0x80, 0x80],
	[0xf0, 0x80, 0x80, 0xaf],
];

test('a body that is not UTF-8 is invalid, wherever the fault is and however it is cut', async () => {
	const [before, after] = ['{"amount":5,"note":"', '"}'].map((text) =>
		Array.from(new TextEncoder().encode(text)),
	);
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...broken),
			fc.nat({ max: 2 }),
			cuts,
			async (fault, place, at) => {
				const parts = [before ?? [], after ?? []];
				parts.splice(place, 0, fault);
				const bytes = Uint8Array.from(parts.flat());
				for (const type of [json, form]) {
					const request = writeRequest(cut(bytes, at), { 'Content-Type': type });
					expect(await readWriteBody(request)).toBe('invalid-body');
				}
			},
		),
		{ numRuns: 500 },
	);
});

test('a body that breaks off is invalid', async () => {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			controller.enqueue(new TextEncoder().encode('{"amount":'));
			controller.error(new Error('connection lost'));
		},
	});
	expect(await readWriteBody(streamRequest(body, { 'Content-Type': json }))).toBe('invalid-body');
});
