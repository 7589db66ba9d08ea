import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort, type Site, startSite } from '../../scripts/site-process.ts';
import { counterValue, freshName, send } from './http';

const name = freshName('hot');
let state: string;
let site: Site;

async function start(): Promise<void> {
	const vars = { HOT_COUNTERS: `${name}, another`, HOT_SHARDS: 3 };
	site = await startSite({ port: await freePort(), state, vars, quiet: true });
}

beforeAll(async () => {
	state = await mkdtemp(join(tmpdir(), 'durable-counters-'));
	await start();
});

afterAll(async () => {
	await site.stop();
	await rm(state, { recursive: true, force: true });
});

function increment(key?: string): Promise<boolean> {
	return send(`${site.url}/api/${name}/increment`, {
		method: 'POST',
		headers: key === undefined ? {} : { 'Idempotency-Key': key },
	}).then(
		({ status }) => status === 200,
		() => false,
	);
}

test('a hot counter is exact after the flush, also when the server is killed before it', async () => {
	const answers = await Promise.all(Array.from({ length: 300 }, () => increment()));
	expect(answers.every(Boolean)).toBe(true);
	await site.kill();
	await start();
	// Alarms go off by themselves; only then is everything at the counter.
	await vi.waitFor(async () => expect(await counterValue(site.url, name)).toBe(300), {
		timeout: 20_000,
		interval: 100,
	});

	// A key is a question for one object: it is counted at once, and once.
	expect(await increment('"k"')).toBe(true);
	expect(await increment('"k"')).toBe(true);
	expect(await counterValue(site.url, name)).toBe(301);
});
