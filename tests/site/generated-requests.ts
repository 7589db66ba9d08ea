import { randomAddress, type RequestOptions } from './http';
import { seeded } from './seeded';

/** A generated request, and what it changes if it is a write that may be accepted. */
export interface Sample {
	readonly path: string;
	readonly options: RequestOptions;
	readonly write?: { readonly name: string; readonly change: number };
}

/**
 * Makes a generator of requests, valid and invalid ones, that a seed repeats.
 *
 * @param templates paths with their parameters in braces
 * @param names of counters, which most of the requests concern
 */
export function requestGenerator(
	seed: number,
	templates: readonly string[],
	names: readonly string[],
): () => Sample {
	const random = seeded(seed);
	const below = (limit: number): number => Math.floor(random() * limit);
	function pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
		return choices[below(choices.length)] as T;
	}
	const chance = (share: number): boolean => random() < share;
	const randomText = (length: number): string =>
		Array.from({ length: below(length) + 1 }, () => String.fromCharCode(33 + below(94))).join('');

	function segment(): string {
		const bytes = Array.from({ length: 1 + below(12) }, () => below(256));
		return pick([
			() => encodeURIComponent(randomText(70)),
			() => bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
			() =>
				pick(['.', '..', '%2e%2e', '%', '%zz', 'A', '-', '_x', '%00', '%2f', 'a%20b', '*', ';']),
			() => Array.from({ length: 64 }, () => below(16).toString(16)).join(''),
			() => 'a'.repeat(1 + below(200)),
			() => pick(['__proto__', 'constructor', 'toString', '%F0%9F%98%80']),
		])();
	}

	function body(): {
		headers: Record<string, string>;
		body?: RequestOptions['body'];
		amount?: number;
	} {
		const amount = 1 + below(1000);
		const json = { 'Content-Type': pick(['application/json', 'Application/JSON; charset=utf-8']) };
		const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
		return pick([
			() => ({ headers: {}, amount: 1 }),
			() => ({ headers: json, body: JSON.stringify({ amount }), amount }),
			() => ({ headers: json, body: '{}', amount: 1 }),
			() => ({ headers: form, body: `amount=${amount}`, amount }),
			() => ({
				headers: form,
				body: `amount=${amount}&return=${encodeURIComponent(randomText(20))}`,
				amount,
			}),
			() => ({
				headers: json,
				body: JSON.stringify({
					amount: pick([0, -amount, 1001, 0.5, 1e99, null, '5', [1], {}, true]),
				}),
			}),
			() => ({
				headers: form,
				body: `amount=${pick(['', '0', '-1', '1001', '1.0', '0x5', '１', ' 5', '5 '])}`,
			}),
			() => ({ headers: json, body: JSON.stringify(ownerFields()) }),
			() => ({ headers: form, body: new URLSearchParams(ownerTexts()).toString() }),
			() => ({ headers: json, body: `{"amount":${'['.repeat(500)}` }),
			() => ({ headers: json, body: `"${randomText(60).replaceAll('"', '')}` }),
			() => ({ headers: pick([json, form]), body: 'x'.repeat(1025 + below(4000)) }),
			() => ({ headers: json, body: new Uint8Array([123, 255, 254, 125]) }),
			() => ({
				headers: {
					'Content-Type': pick([
						'text/plain',
						'multipart/form-data; boundary=x',
						'application/xml',
						randomText(20),
						'application/json-patch+json',
					]),
				},
				body: `amount=${amount}`,
			}),
			() => ({
				headers: { ...json, 'Content-Encoding': pick(['gzip', 'br', 'identity', randomText(8)]) },
				body: JSON.stringify({ amount }),
			}),
			() => ({
				headers: json,
				body: [new TextEncoder().encode('{"amount":'), new TextEncoder().encode(`${amount}}`)],
				amount,
			}),
		] as const)();
	}

	/** Fields of an owner's bodies, of which some are wrong; no name is one of the counters'. */
	function ownerFields(): Record<string, unknown> {
		return pick<Record<string, unknown>>([
			{ value: pick([0, below(1000), -5, 2 ** 53, '5', null]) },
			{ name: pick([randomText(20), `fuzz-owned-${below(5)}`, 5]) },
			{ writes: pick(['owner', 'everyone', 'nobody', true]), step: pick([1, 0, 1001, '1']) },
			{ origins: pick([[], ['https://a.example'], ['a'], 'https://a.example', [1]]) },
			{ listed: pick([true, false, 'true']), newToken: pick([true, false, 1]) },
		]);
	}

	function ownerTexts(): Record<string, string> {
		return {
			do: pick(['set', 'change', 'token', 'remove', '', randomText(5)]),
			...(chance(0.5) && { token: pick([`dc_${'x'.repeat(43)}`, '', randomText(60)]) }),
			...(chance(0.5) && { value: pick(['5', '-5', '05', '', randomText(5)]) }),
			...(chance(0.3) && { confirm: pick(['yes', 'no', '']) }),
			...(chance(0.3) && { origins: pick(['none', '', 'https://a.example', randomText(9)]) }),
		};
	}

	const accepts = [
		'*/*',
		'text/html',
		'application/json',
		'text/html;q=0.1, application/json',
		'image/*',
		'',
		';;q=',
		'text/html;q=nonsense',
	];

	return (): Sample => {
		const template = pick(templates);
		const name = chance(0.7) ? pick(names) : undefined;
		const isVisit = template.endsWith('/visit');
		// What visits change depends on who else came, so they have counters of their own.
		const target = isVisit && name !== undefined ? `${name}-visits` : name;
		const path = template.replace(/\{\w+\}/g, () => target ?? segment());
		const method = chance(0.6)
			? /(?:in|de)crement$|visit$|\/counters$|settings$/.test(template)
				? 'POST'
				: 'GET'
			: pick(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE']);
		const payload = method === 'GET' || method === 'HEAD' ? { headers: {}, amount: 1 } : body();
		const key = chance(0.2)
			? pick([`"${randomText(80)}"`, randomText(80), '', '"', '"a', 'a b', '"\\x"', ',', 'k;x=1'])
			: undefined;
		const foreign = chance(0.15)
			? pick([
					{ Origin: 'null' },
					{ Origin: 'https://elsewhere.example' },
					{ 'Sec-Fetch-Site': pick(['cross-site', 'same-site', randomText(9)]) },
				])
			: {};
		const odd: Record<string, string> = chance(0.3)
			? pick([
					{ 'If-None-Match': pick(['*', '"0"', 'W/"1"', randomText(30), ',,,']) },
					{ Authorization: pick([`Bearer dc_${'x'.repeat(43)}`, 'Basic YTpi', randomText(60)]) },
					{ 'If-Match': pick(['*', '"0"', 'W/"1"', randomText(30), ',,,']) },
					{ Range: 'bytes=0-1' },
					{ 'X-HTTP-Method-Override': 'DELETE' },
					{ Referer: pick(['about:blank', 'https://elsewhere.example/', randomText(30), '//x']) },
					{ Cookie: randomText(300) },
					{ 'Accept-Language': randomText(50) },
					{ 'Access-Control-Request-Method': pick(['POST', 'DELETE', randomText(10)]) },
					{ 'X-Forwarded-For': randomText(20), Forwarded: randomText(20) },
					{ [`X-${randomText(8).replace(/[^a-z]/gi, 'x')}`]: randomText(500) },
				])
			: {};
		const query = chance(0.2)
			? `?${pick(['name=', 'label=', 'color=', 'by=', 'from=', 'to=', 'format=', 'after=', 'limit=', 'x='])}${encodeURIComponent(randomText(40))}`
			: '';
		const change = /increment$/.test(template) ? payload.amount : payload.amount && -payload.amount;
		return {
			path: path + query,
			options: {
				method,
				...('body' in payload && payload.body !== undefined && { body: payload.body }),
				client: chance(0.03) ? randomText(30) : randomAddress(),
				headers: {
					Accept: pick(accepts),
					...payload.headers,
					...(key !== undefined && { 'Idempotency-Key': key }),
					...foreign,
					...odd,
				},
			},
			...(name !== undefined &&
				change !== undefined &&
				/(?:in|de)crement$/.test(template) && { write: { name, change } }),
		};
	};
}
