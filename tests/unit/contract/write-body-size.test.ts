import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyMaxLength } from '../../../src/core/contract/request-body';
import {
	cut,
	cuts,
	form,
	json,
	readBody,
	readWriteBody,
	streamRequest,
	writeRequest,
} from './write-request';

/** A JSON write of 5 that is exactly `length` bytes long. */
function padded(length: number): Uint8Array {
	return new TextEncoder().encode('{"amount":5}'.padEnd(length, ' '));
}

test('the longest body is 1,024 bytes', () => {
	expect(bodyMaxLength).toBe(1024);
});

test('a body is too large exactly if it is longer than 1,024 bytes, however it is cut', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(fc.integer({ min: 1015, max: 1035 }), fc.integer({ min: 12, max: 5000 })),
			cuts,
			async (length, at) => {
				const request = writeRequest(cut(padded(length), at), { 'Content-Type': json });
				expect(await readWriteBody(request)).toEqual(
					length <= 1024 ? { amount: 5 } : 'body-too-large',
				);
			},
		),
		{ numRuns: 1000 },
	);
});

test('the length of a body is counted in bytes, not in characters', async () => {
	const text = `return=/${'ä'.repeat(509)}`;
	expect([text.length, new TextEncoder().encode(text).length]).toEqual([517, 1026]);
	expect(await readBody(text, form)).toBe('body-too-large');
	expect(await readBody(text.replace('ä', ''), form)).toMatchObject({ amount: 1 });
});

test('a body that is longer than its Content-Length is counted in full', async () => {
	for (const announced of ['5', '0', '-1', 'nonsense', '1e1', '']) {
		const headers = { 'Content-Type': json, 'Content-Length': announced };
		expect(await readWriteBody(writeRequest([padded(1025)], headers))).toBe('body-too-large');
		expect(await readWriteBody(writeRequest([padded(1024)], headers))).toEqual({ amount: 5 });
	}
});

test('an endless body is cancelled soon after 1,024 bytes', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 4096 }), async (size) => {
			let sent = 0;
			let cancelled = false;
			const endless = new ReadableStream<Uint8Array>({
				pull(controller) {
					sent += size;
					controller.enqueue(new Uint8Array(size));
				},
				cancel() {
					cancelled = true;
				},
			});
			const answer = await readWriteBody(streamRequest(endless, { 'Content-Type': json }));
			expect(answer).toBe('body-too-large');
			expect(cancelled).toBe(true);
			// One chunk exceeds the limit; the stream has at most two more in its queues.
			expect(sent).toBeLessThanOrEqual(1024 + 3 * size);
		}),
	);
});

test('a body with a Content-Length above 1,024 is too large, and is not read', async () => {
	const body = new ReadableStream<Uint8Array>(
		{
			pull() {
				throw new Error('The body was read.');
			},
		},
		{ highWaterMark: 0 },
	);
	const headers = { 'Content-Type': json, 'Content-Length': '1025' };
	expect(await readWriteBody(streamRequest(body, headers))).toBe('body-too-large');
});

test('a body that is too large is reported before any other fault', async () => {
	for (const type of ['', 'text/plain', json, form]) {
		expect(await readBody(new Uint8Array(2000).fill(0xff), type)).toBe('body-too-large');
	}
});
