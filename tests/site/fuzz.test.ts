import { randomInt } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { problems } from '../../src/core/contract/problem';
import { size } from '../size';
import { type Answer, counterValue, freshName, type Question, randomAddress, send } from './http';

const site = inject('siteUrl');

/** One generated request, and what it asks for if it is a write that may be accepted. */
interface Sample {
	readonly path: string;
	readonly question: Question;
	readonly write?: { readonly name: string; readonly change: number };
}

/** A generator of numbers from 0 up to 1 that a seed repeats (mulberry32). */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** The routes of the contract, and of the pages, with their parameters in braces. */
async function routes(): Promise<readonly string[]> {
	const { status, text } = await send(`${site}/api/openapi.json`);
	expect(status).toBe(200);
	const { paths } = JSON.parse(text) as { paths: Record<string, unknown> };
	const pages = [
		'/',
		'/counters',
		'/counters/{name}',
		'/problems/{slug}',
		'/nowhere',
		'/api/{name}',
	];
	return [...Object.keys(paths), ...pages];
}

function generator(random: () => number, templates: readonly string[], names: readonly string[]) {
	const below = (limit: number): number => Math.floor(random() * limit);
	function pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
		return choices[below(choices.length)] as T;
	}
	const often = (share: number): boolean => random() < share;
	const junk = (length: number): string =>
		Array.from({ length: below(length) + 1 }, () => String.fromCharCode(33 + below(94))).join('');

	function segment(): string {
		const bytes = Array.from({ length: 1 + below(12) }, () => below(256));
		return pick([
			() => encodeURIComponent(junk(70)),
			() => bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
			() =>
				pick(['.', '..', '%2e%2e', '%', '%zz', 'A', '-', '_x', '%00', '%2f', 'a%20b', '*', ';']),
			() => Array.from({ length: 64 }, () => below(16).toString(16)).join(''),
			() => 'a'.repeat(1 + below(200)),
			() => pick(['__proto__', 'constructor', 'toString', '%F0%9F%98%80']),
		])();
	}

	function body(): { headers: Record<string, string>; body?: Question['body']; amount?: number } {
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
				body: `amount=${amount}&return=${encodeURIComponent(junk(20))}`,
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
			() => ({ headers: json, body: `{"amount":${'['.repeat(500)}` }),
			() => ({ headers: json, body: `"${junk(60).replaceAll('"', '')}` }),
			() => ({ headers: pick([json, form]), body: 'x'.repeat(1025 + below(4000)) }),
			() => ({ headers: json, body: new Uint8Array([123, 255, 254, 125]) }),
			() => ({
				headers: {
					'Content-Type': pick([
						'text/plain',
						'multipart/form-data; boundary=x',
						'application/xml',
						junk(20),
						'application/json-patch+json',
					]),
				},
				body: `amount=${amount}`,
			}),
			() => ({
				headers: { ...json, 'Content-Encoding': pick(['gzip', 'br', 'identity', junk(8)]) },
				body: JSON.stringify({ amount }),
			}),
			() => ({
				headers: json,
				body: [new TextEncoder().encode('{"amount":'), new TextEncoder().encode(`${amount}}`)],
				amount,
			}),
		] as const)();
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
		const name = often(0.7) ? pick(names) : undefined;
		const path = template.replace(/\{\w+\}/g, () => name ?? segment());
		const method = often(0.6)
			? /(?:in|de)crement$/.test(template)
				? 'POST'
				: 'GET'
			: pick(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE']);
		const payload = method === 'GET' || method === 'HEAD' ? { headers: {}, amount: 1 } : body();
		const key = often(0.2)
			? pick([`"${junk(80)}"`, junk(80), '', '"', '"a', 'a b', '"\\x"', ',', 'k;x=1'])
			: undefined;
		const foreign = often(0.15)
			? pick([
					{ Origin: 'null' },
					{ Origin: 'https://elsewhere.example' },
					{ 'Sec-Fetch-Site': pick(['cross-site', 'same-site', junk(9)]) },
				])
			: {};
		const odd: Record<string, string> = often(0.3)
			? pick([
					{ 'If-None-Match': pick(['*', '"0"', 'W/"1"', junk(30), ',,,']) },
					{ Range: 'bytes=0-1' },
					{ 'X-HTTP-Method-Override': 'DELETE' },
					{ Referer: pick(['about:blank', 'https://elsewhere.example/', junk(30), '//x']) },
					{ Cookie: junk(300) },
					{ 'Accept-Language': junk(50) },
					{ 'Access-Control-Request-Method': pick(['POST', 'DELETE', junk(10)]) },
					{ 'X-Forwarded-For': junk(20), Forwarded: junk(20) },
					{ [`X-${junk(8).replace(/[^a-z]/gi, 'x')}`]: junk(500) },
				])
			: {};
		const query = often(0.2)
			? `?${pick(['name=', 'label=', 'color=', 'x='])}${encodeURIComponent(junk(40))}`
			: '';
		const change = /increment$/.test(template) ? payload.amount : payload.amount && -payload.amount;
		return {
			path: path + query,
			question: {
				method,
				...('body' in payload && payload.body !== undefined && { body: payload.body }),
				client: often(0.03) ? junk(30) : randomAddress(),
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

/** Says what is wrong with an answer, or nothing. */
function fault({ question }: Sample, { status, headers, text }: Answer): string | undefined {
	if (status >= 500) return `${status}`;
	if (!/^[\da-f-]{36}$/.test(String(headers['x-request-id']))) return `no request id, ${status}`;
	if (status < 400 || question.method === 'HEAD') return undefined;
	const type = String(headers['content-type']);
	if (type.startsWith('text/html')) return text.includes('</html>') ? undefined : 'half a page';
	if (type !== 'application/problem+json') return `${status} as ${type}`;
	const document = JSON.parse(text) as Record<string, unknown>;
	const slug = String(document['type']).split('/problems/')[1] ?? '';
	const kind = Object.entries(problems).find(([known]) => known === slug)?.[1];
	if (!kind) return `unknown problem ${slug}`;
	if (kind.status !== status || document['status'] !== status) return `${slug} as ${status}`;
	if (document['title'] !== kind.title || document['error'] !== kind.title)
		return `title of ${slug}`;
	if (typeof document['detail'] !== 'string') return `no detail of ${slug}`;
	if (document['instance'] !== `urn:uuid:${headers['x-request-id']}`) return `instance of ${slug}`;
	const waits = status === 429 || status === 503;
	if (waits !== (typeof document['retryAfter'] === 'number')) return `retryAfter of ${slug}`;
	if (waits !== /^[1-9]\d*$/.test(String(headers['retry-after']))) return `Retry-After of ${slug}`;
	return undefined;
}

test('generated requests get no 5xx, a valid problem each, and refused ones change nothing', async () => {
	const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
	const names = Array.from({ length: 12 }, () => freshName('fuzz'));
	const expected = new Map(names.map((name) => [name, 0]));
	const next = generator(seeded(seed), await routes(), names);
	const total = size(1500, 20_000);
	const faults: string[] = [];
	const statuses = new Map<number, number>();
	let sent = 0;

	async function client(): Promise<void> {
		while (sent < total) {
			sent += 1;
			const sample = next();
			const answer = await send(site + sample.path, sample.question);
			statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
			const wrong = fault(sample, answer);
			if (wrong !== undefined) faults.push(`${wrong}: ${JSON.stringify(sample)}`);
			const counted =
				sample.question.method === 'POST' &&
				(answer.status === 200 || answer.status === 303) &&
				answer.headers['idempotency-replayed'] === undefined &&
				/\/(?:in|de)crement(?:\?|$)/.test(sample.path);
			if (!counted) continue;
			if (!sample.write) {
				const name = sample.path.split('/')[2] ?? '';
				if (expected.has(name)) faults.push(`accepted: ${JSON.stringify(sample)}`);
			} else {
				const { name, change } = sample.write;
				expected.set(name, (expected.get(name) ?? 0) + change);
			}
		}
	}
	await Promise.all(Array.from({ length: 16 }, client));

	const counts = [...statuses]
		.toSorted(([a], [b]) => a - b)
		.map(([status, count]) => `${status}×${count}`);
	console.log(`fuzz: seed ${seed}, ${sent} requests, ${faults.length} faults; ${counts.join(' ')}`);
	expect(faults.slice(0, 5)).toEqual([]);
	for (const [name, value] of expected) expect(await counterValue(site, name), name).toBe(value);
}, 600_000);
