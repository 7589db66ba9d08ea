/** Mixed traffic for some time: a few seconds every day, ten minutes at full size. */
import { readdir, readFile } from 'node:fs/promises';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { size } from '../size';
import { browser, counterValue, form, freshName, json, post, send } from './http';
import { useSite } from './use-site';
import { watch } from './watch';

const site = useSite({ vars: { LIMIT_BURST: 10_000, LIMIT_INTERVAL_MS: 1 } });
const seconds = size(6, 600);
const names = Array.from({ length: 20 }, () => freshName('soak'));

/** What the writes of the test have added to each counter. */
const added = new Map(names.map((name) => [name, 0]));

/** One of the counters, and a write to it that is then expected of its value. */
async function write(headers: Readonly<Record<string, string>>, body?: string): Promise<number> {
	const name = anyName();
	const { status } = await post(`${site().url}/api/${name}/increment`, {
		headers,
		...(body !== undefined && { body }),
	});
	if (status === 200 || status === 303) added.set(name, (added.get(name) ?? 0) + 1);
	return status;
}

async function read(path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
	return (await send(site().url + path, { headers })).status;
}

/** Watches a counter for a moment. */
async function visit(): Promise<number> {
	const { close } = await watch(site().url, anyName());
	await wait(randomInt(50));
	close();
	return 101;
}

const traffic: readonly (() => Promise<number>)[] = [
	() => read('/', browser),
	() => read(`/counters/${anyName()}`, browser),
	() => read('/reference', browser),
	() => read(`/api/${anyName()}/value`),
	() => read(`/api/${anyName()}/inspect`),
	() => read(`/badge/${anyName()}.svg?label=${randomInt(1000)}`),
	() => read('/api/openapi.json'),
	() => read(`/api/${freshName('soak')}/value`),
	() => read('/%ff'),
	() => write({}),
	() => write(json, '{"amount":1}'),
	() => write({ ...form, ...browser }, 'amount=1'),
	() => write({ 'Idempotency-Key': `"${randomUUID()}"` }),
	() =>
		post(`${site().url}/api/${anyName()}/increment`, { body: '{' }).then(({ status }) => status),
	visit,
];

test(
	`${seconds} seconds of mixed traffic cause no failure, and every write is counted`,
	async () => {
		const end = performance.now() + seconds * 1000;
		const statuses = new Map<number, number>();
		const sizes: string[] = [];
		async function caller(): Promise<void> {
			while (performance.now() < end) {
				const status = await anyOf(traffic)();
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
			}
		}
		async function observer(): Promise<void> {
			while (performance.now() < end) {
				sizes.push(String(await memory(site().process.pid ?? 0)));
				await wait(Math.min(30_000, Math.max(0, end - performance.now())));
			}
		}
		await Promise.all([observer(), ...Array.from({ length: 8 }, caller)]);

		console.log(`soak: ${JSON.stringify(Object.fromEntries(statuses))}, MB each 30 s: ${sizes}`);
		expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
		for (const [name, value] of added) expect(await counterValue(site().url, name)).toBe(value);
	},
	seconds * 1000 + 180_000,
);

function anyName(): string {
	return anyOf(names);
}

function anyOf<Item>(items: readonly Item[]): Item {
	return items[randomInt(items.length)] as Item;
}

/** The resident memory of a process and of all that it has started, in MB; 0 where there is no /proc. */
async function memory(process: number): Promise<number> {
	const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
	const parents = new Map<number, number>();
	const pages = new Map<number, number>();
	for (const id of ids) {
		const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
		const field = (name: string) => Number(RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
		parents.set(Number(id), field('PPid'));
		pages.set(Number(id), field('VmRSS') || 0);
	}
	const isOurs = (id: number): boolean =>
		id === process || (parents.has(id) && id > 1 && isOurs(parents.get(id) ?? 0));
	const sum = [...pages].reduce((total, [id, size]) => total + (isOurs(id) ? size : 0), 0);
	return Math.round(sum / 1024);
}
