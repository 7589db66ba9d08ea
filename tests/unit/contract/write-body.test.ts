import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyMaxLength, readWriteBody } from '../../../src/core/contract/write-body';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const amounts = new Set<unknown>(Array.from({ length: 1000 }, (_, index) => index + 1));

type Chunks = readonly Uint8Array[];

/** A write whose body arrives in the given chunks. */
function write(chunks: Chunks, headers: Record<string, string>): Request {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			for (const chunk of chunks) controller.enqueue(chunk);
			controller.close();
		},
	});
	return streamed(body, headers);
}

function streamed(body: ReadableStream<Uint8Array>, headers: Record<string, string>): Request {
	// Node asks for `duplex` with a streamed body; Workers do not know it.
	const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
	return new Request('https://site.example/api/visits/increment', init);
}

function read(body: string | Uint8Array, type: string): ReturnType<typeof readWriteBody> {
	const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
	return readWriteBody(write([bytes], { 'Content-Type': type }));
}

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Chunks {
	const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length];
	ends.sort((one, other) => one - other);
	return ends.map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}

const places = fc.array(fc.nat(), { maxLength: 20 });

describe('no body', () => {
	test('is a write of 1', async () => {
		const request = new Request('https://site.example/', { method: 'POST' });
		expect(await readWriteBody(request)).toEqual({ amount: 1 });
	});

	test.each(['', json, form, 'text/plain', 'nonsense'])(
		'is a write of 1 with the content type %j too, in however many empty chunks',
		async (type) => {
			const empty = new Uint8Array();
			for (const chunks of [[], [empty], [empty, empty, empty]]) {
				expect(await readWriteBody(write(chunks, { 'Content-Type': type }))).toEqual({
					amount: 1,
				});
			}
		},
	);
});

describe('JSON', () => {
	const amountValues = fc.oneof(
		fc.integer({ min: -5, max: 1005 }),
		fc.constantFrom('5', '', null, true, 1.5, 1e300, 0, 1, 1000, 1001),
		fc.jsonValue(),
	);

	test('an object counts its own amount if that is an integer from 1 to 1000', async () => {
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
					expect(await read(text, json)).toEqual(
						expected === undefined ? 'invalid-amount' : { amount: expected },
					);
				},
			),
			{ numRuns: 2000 },
		);
	});

	test('whatever parses and is no object is an invalid body', async () => {
		await fc.assert(
			fc.asyncProperty(fc.jsonValue({ maxDepth: 2 }), async (body) => {
				fc.pre(typeof body !== 'object' || body === null || Array.isArray(body));
				const text = JSON.stringify(body);
				fc.pre(new TextEncoder().encode(text).length <= 1024);
				expect(await read(text, json)).toBe('invalid-body');
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
	])('%j is an invalid body', async (text) => {
		expect(await read(text, json)).toBe('invalid-body');
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
	])('%j is a write of %d', async (text, amount) => {
		expect(await read(text, json)).toEqual({ amount });
	});

	test.each([
		'"5"',
		'null',
		'true',
		'[5]',
		'{"amount":5}',
		'0',
		'-1',
		'1001',
		'2.5',
		'1e400',
		'""',
	])('the amount %s is invalid', async (amount) => {
		expect(await read(`{"amount":${amount}}`, json)).toBe('invalid-amount');
	});
});

describe('a form', () => {
	/** Spells a text as a browser does, or with every byte as a percent escape. */
	function encode(text: string, everyByte: boolean): string {
		if (!everyByte) return encodeURIComponent(text).replaceAll('%20', '+');
		const bytes = new TextEncoder().encode(text);
		return Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
	}

	const amountTexts = fc.oneof(
		fc.integer({ min: -5, max: 1005 }).map(String),
		fc.constantFrom('', ' 5', '5 ', '+5', '05', '5.0', '1e2', '0x5', '５', '5\n', '1,000'),
	);
	const fields = fc.array(
		fc.oneof(
			fc.tuple(fc.constant('amount'), amountTexts),
			fc.tuple(fc.constant('return'), fc.constantFrom('/', '/counters/a b?x=1&y=2#ä', '//evil')),
			fc.tuple(
				fc.constantFrom('Amount', 'amount ', 'amount[]', '', 'x', '_charset_'),
				fc.string({ unit: 'grapheme', maxLength: 8 }),
			),
		),
		{ maxLength: 5 },
	);

	test('counts the one amount it has and says where it wants to go', async () => {
		await fc.assert(
			fc.asyncProperty(fields, fc.boolean(), async (pairs, everyByte) => {
				fc.pre(pairs.length > 0);
				const text = pairs
					.map(([field, value]) => `${encode(field, everyByte)}=${encode(value, everyByte)}`)
					.join('&');
				fc.pre(text.length <= 1024);

				const given = pairs.filter(([field]) => field === 'amount').map(([, value]) => value);
				const spelled = [...amounts].map(String);
				const isValid = given.length === 0 || (given.length === 1 && spelled.includes(`${given}`));
				const returnTo = pairs.find(([field]) => field === 'return')?.[1];
				expect(await read(text, form)).toEqual(
					isValid ? { amount: Number(given[0] ?? 1), returnTo } : 'invalid-amount',
				);
			}),
			{ numRuns: 2000 },
		);
	});

	test.each(['amount=5&amount=5', 'amount=5&amount=6', 'amount=5&x=1&amount=', 'amount&amount=5'])(
		'%j gives the amount twice, which is invalid',
		async (text) => {
			expect(await read(text, form)).toBe('invalid-amount');
		},
	);

	test.each(['amount=', 'amount', 'amount=%', 'amount=%FF', 'amount=5%00', 'amount=5;'])(
		'%j has an invalid amount',
		async (text) => {
			expect(await read(text, form)).toBe('invalid-amount');
		},
	);

	test.each([
		['amount=5', 5],
		['%61mount=%35', 5],
		['&&amount=1000&', 1000],
		['return=%2F', 1],
		['=', 1],
	])('%j is a write of %d', async (text, amount) => {
		expect(await read(text, form)).toMatchObject({ amount });
	});
});

describe('the content type', () => {
	test.each([
		'application/json',
		'APPLICATION/JSON',
		'Application/Json',
		'application/json; charset=utf-8',
		'application/json;charset="UTF-8"',
		'aPPLICATION/jSON ; charset=UTF-8 ; x="a;b"',
		'application/json;',
	])('%j is JSON', async (type) => {
		expect(await read('{"amount":5}', type)).toEqual({ amount: 5 });
		expect(await read('amount=5', type)).toBe('invalid-body');
	});

	test.each([
		'application/x-www-form-urlencoded',
		'Application/X-WWW-Form-Urlencoded',
		'application/x-www-form-urlencoded;charset=UTF-8',
		'application/x-www-form-urlencoded ; charset=UTF-8',
	])('%j is a form', async (type) => {
		expect(await read('amount=5', type)).toMatchObject({ amount: 5 });
	});

	test.each([
		'',
		'text/plain',
		'text/plain; application/json',
		'text/json',
		'application/jsonp',
		'application/json5',
		'application/json-seq',
		'application/problem+json',
		'application/json, text/plain',
		'application / json',
		'json',
		'*/*',
		'multipart/form-data; boundary=x',
		'application/x-www-form-urlencoded-not',
		'application/octet-stream',
	])('%j is not supported', async (type) => {
		expect(await read('{"amount":5}', type)).toBe('unsupported-media-type');
	});

	test('must be there', async () => {
		const chunk = new TextEncoder().encode('{"amount":5}');
		expect(await readWriteBody(write([chunk], {}))).toBe('unsupported-media-type');
	});

	test('does not help a body that is encoded', async () => {
		const chunk = new TextEncoder().encode('{"amount":5}');
		const headers = { 'Content-Type': json, 'Content-Encoding': 'gzip' };
		expect(await readWriteBody(write([chunk], headers))).toBe('unsupported-media-type');
	});
});

describe('the bytes', () => {
	test('mean the same in whatever chunks they come', async () => {
		const bodies = fc.oneof(
			fc.constantFrom(
				[json, '{"amount":42,"note":"€ 😀 ä"}', { amount: 42 }],
				[json, '{"amount":42,"note":"😀"', 'invalid-body'],
				[json, '{"note":"😀","amount":0}', 'invalid-amount'],
				[form, 'amount=42&return=/ä😀', { amount: 42, returnTo: '/ä😀' }],
			),
		);
		await fc.assert(
			fc.asyncProperty(bodies, places, async ([type, text, expected], at) => {
				const chunks = cut(new TextEncoder().encode(`${text}`), at);
				expect(await readWriteBody(write(chunks, { 'Content-Type': `${type}` }))).toEqual(expected);
			}),
			{ numRuns: 1000 },
		);
	});

	const broken = [
		[0xff],
		[0xc0, 0x80],
		[0x80],
		[0xe2, 0x82],
		[0xed, 0xa0, 0x80],
		[0xf4, 0x90, 0x80, 0x80],
		[0xf0, 0x80, 0x80, 0xaf],
	];

	test('must be UTF-8, wherever the fault is and however it is cut', async () => {
		const [before, after] = ['{"amount":5,"note":"', '"}'].map((text) =>
			Array.from(new TextEncoder().encode(text)),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...broken),
				fc.nat({ max: 2 }),
				places,
				async (fault, place, at) => {
					const parts = [before ?? [], after ?? []];
					parts.splice(place, 0, fault);
					const bytes = Uint8Array.from(parts.flat());
					for (const type of [json, form]) {
						const request = write(cut(bytes, at), { 'Content-Type': type });
						expect(await readWriteBody(request)).toBe('invalid-body');
					}
				},
			),
			{ numRuns: 500 },
		);
	});
});

describe('the cap of 1 KiB', () => {
	/** A JSON write of 5 that is exactly `length` bytes long. */
	function padded(length: number): Uint8Array {
		return new TextEncoder().encode('{"amount":5}'.padEnd(length, ' '));
	}

	test('is 1,024 bytes', () => {
		expect(bodyMaxLength).toBe(1024);
	});

	test('holds to the byte, in whatever chunks the body comes', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(fc.integer({ min: 1015, max: 1035 }), fc.integer({ min: 12, max: 5000 })),
				places,
				async (length, at) => {
					const request = write(cut(padded(length), at), { 'Content-Type': json });
					expect(await readWriteBody(request)).toEqual(
						length <= 1024 ? { amount: 5 } : 'body-too-large',
					);
				},
			),
			{ numRuns: 1000 },
		);
	});

	test('counts bytes, not characters', async () => {
		const text = `{"amount":5,"note":"${'ä'.repeat(502)}"}`;
		expect([text.length, new TextEncoder().encode(text).length]).toEqual([524, 1026]);
		expect(await read(text, json)).toBe('body-too-large');
		expect(await read(text.replace('ä', ''), json)).toEqual({ amount: 5 });
	});

	test('holds whatever the announced length says', async () => {
		for (const announced of ['5', '0', '-1', 'nonsense', '1e1', '']) {
			const headers = { 'Content-Type': json, 'Content-Length': announced };
			expect(await readWriteBody(write([padded(1025)], headers))).toBe('body-too-large');
			expect(await readWriteBody(write([padded(1024)], headers))).toEqual({ amount: 5 });
		}
	});

	test('stops reading an endless body soon after it is passed', async () => {
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
				const answer = await readWriteBody(streamed(endless, { 'Content-Type': json }));
				expect(answer).toBe('body-too-large');
				expect(cancelled).toBe(true);
				// One chunk passes the cap; the stream has at most one or two more in its queues.
				expect(sent).toBeLessThanOrEqual(1024 + 3 * size);
			}),
			{ numRuns: 50 },
		);
	});

	test('refuses by the announced length without reading anything', async () => {
		const body = new ReadableStream<Uint8Array>(
			{
				pull() {
					throw new Error('The body was read.');
				},
			},
			{ highWaterMark: 0 },
		);
		const headers = { 'Content-Type': json, 'Content-Length': '1025' };
		expect(await readWriteBody(streamed(body, headers))).toBe('body-too-large');
	});

	test('comes before every other objection', async () => {
		for (const type of ['', 'text/plain', json, form]) {
			expect(await read(new Uint8Array(2000).fill(0xff), type)).toBe('body-too-large');
		}
	});
});

test('a body that breaks off is a body that cannot be read', async () => {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			controller.enqueue(new TextEncoder().encode('{"amount":'));
			controller.error(new Error('connection lost'));
		},
	});
	expect(await readWriteBody(streamed(body, { 'Content-Type': json }))).toBe('invalid-body');
});
