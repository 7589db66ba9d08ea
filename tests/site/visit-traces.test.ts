/**
 * What visits leave on disk: the files of the storage of counters and salts are read as they are. Those of
 * limiters hold the name of their object, which is the client's; they did so before there were visits.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../scripts/site-process.ts';
import { counterValue, freshName, post } from './http';

let state: string;
let site: Site;
beforeAll(async () => {
	state = await mkdtemp(join(tmpdir(), 'visit-traces-'));
	site = await startSite({ quiet: true, state });
});
afterAll(async () => {
	await site.stop();
	await rm(state, { recursive: true, force: true });
});

/** All that is stored, each byte as a character. */
async function stored(): Promise<string> {
	const entries = await readdir(state, { recursive: true, withFileTypes: true });
	const files = entries.filter(
		(entry) => entry.isFile() && !entry.parentPath.includes('RateLimiter'),
	);
	const texts = await Promise.all(
		files.map(async (file) =>
			(await readFile(join(file.parentPath, file.name))).toString('latin1'),
		),
	);
	return texts.join('\n');
}

test('no file of a counter or a salt holds the address or the browser of a visitor', async () => {
	const name = freshName('traces');
	const agent = 'Browser-of-a-visitor/77';
	const addresses = ['198.51.100.231', '2001:db8:4bcd:e123::5'];
	for (const client of addresses) {
		for (const browser of [agent, `${agent}.1`]) {
			const headers = { 'User-Agent': browser };
			await expect
				.poll(async () => (await post(`${site.url}/api/${name}/visit`, { client, headers })).status)
				.toBe(200);
		}
	}
	expect(await counterValue(site.url, name)).toBe(4);
	const files = await stored();
	expect(files).toContain('visit ');
	const traces = [...addresses, '4bcd:e123', agent];
	expect(traces.filter((trace) => files.includes(trace))).toEqual([]);
});
