import { randomInt } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { problems } from '../../src/core/contract/problem';
import { size } from '../size';
import { requestGenerator, type Sample } from './generated-requests';
import { type Answer, counterValue, freshName, send } from './http';

const site = inject('siteUrl');

/** The routes of the contract, and of the pages, with their parameters in braces. */
async function routes(): Promise<readonly string[]> {
	const { status, text } = await send(`${site}/api/openapi.json`);
	expect(status).toBe(200);
	const { paths } = JSON.parse(text) as { paths: Record<string, unknown> };
	const pages = [
		'/',
		'/counters',
		'/new',
		'/counters/{name}',
		'/counters/{name}/settings',
		'/problems/{slug}',
		'/nowhere',
		'/api/{name}',
	];
	return [...Object.keys(paths), ...pages];
}

/** Returns what is wrong with an answer, or `undefined`. */
function fault({ options }: Sample, { status, headers, text }: Answer): string | undefined {
	if (status >= 500) return `${status}`;
	if (!/^[\da-f-]{36}$/.test(String(headers['x-request-id']))) return `no request id, ${status}`;
	if (status < 400 || options.method === 'HEAD') return undefined;
	const type = String(headers['content-type']);
	if (type.startsWith('text/html'))
		return text.includes('</html>') ? undefined : 'an incomplete page';
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

test('generated requests get no 5xx, and refused ones get a valid problem and change nothing', async () => {
	const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
	const names = Array.from({ length: 12 }, () => freshName('fuzz'));
	const expected = new Map(names.map((name) => [name, 0]));
	const next = requestGenerator(seed, await routes(), names);
	const total = size(1500, 20_000);
	const faults: string[] = [];
	const statuses = new Map<number, number>();
	let sent = 0;

	async function client(): Promise<void> {
		while (sent < total) {
			sent += 1;
			const sample = next();
			const answer = await send(site + sample.path, sample.options);
			statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
			const wrong = fault(sample, answer);
			if (wrong !== undefined) faults.push(`${wrong}: ${JSON.stringify(sample)}`);
			const counted =
				sample.options.method === 'POST' &&
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
}, 1_800_000);
