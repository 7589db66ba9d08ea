import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freshName, post, send } from '../site/http';
import type { DeployedWorker, PagesDeployment } from './cloudflare/account';
import { type CloudflareStandIn, startCloudflare } from './cloudflare/server';
import { type Rehearsal, rehearse } from './rehearse';
import { siteChecks } from './site-checks';
import { type RunningUpload, startPagesUpload, startWorkerUpload } from './start-upload';

const moduleLimit = 220 * 1024;

let cloudflare: CloudflareStandIn;
let asPages: { readonly site: PagesDeployment; readonly objects: DeployedWorker };
let asWorker: DeployedWorker;
let rehearsal: Rehearsal;
beforeAll(async () => {
	cloudflare = await startCloudflare();
	const first = await rehearse(cloudflare.url);
	const objects = cloudflare.workers.get('durable-counters-objects');
	const [site] = cloudflare.deployments;
	if (objects === undefined || site === undefined) throw new Error(first.output);
	asPages = { site, objects };
	rehearsal = await rehearse(cloudflare.url, { script: 'deploy-worker' });
	asWorker = cloudflare.workers.get('durable-counters-objects') ?? objects;
});
afterAll(() => cloudflare?.stop());

test('the site is deployed as one Worker, in the place of the auxiliary one', () => {
	expect(cloudflare.faults).toEqual([]);
	expect(rehearsal.status).toBe(0);
	expect(rehearsal.lastLines).toBe(
		'Deployed: the site and its objects as one Worker, at https://durable-counters-objects.someone.workers.dev',
	);
	expect([...cloudflare.workers.keys()]).toEqual(['durable-counters-objects']);
	expect(asWorker).not.toBe(asPages.objects);
	// No class is made anew, since the script has them already.
	expect(asWorker.metadata.migrations).toBeUndefined();
	expect(asWorker.codeUpdate).toBe('immediate');
});

test('it has the public files that Pages has, and nothing else', () => {
	// What Pages alone reads or shows.
	const ofPages = ['/.assetsignore', '/404.html'];
	const published = [...asPages.site.files.keys()].filter((path) => !ofPages.includes(path));
	expect([...asWorker.files.keys()].toSorted()).toEqual(published.toSorted());
	const config = asWorker.metadata.assets?.config;
	expect(config?._headers).toBe(asPages.site.headers);
	expect(config?._redirects).toBe(asPages.site.redirects);
});

test('its modules have at most 220 KiB, compressed, and come with a source map', () => {
	const modules = [...asWorker.modules.values()];
	const code = modules.filter(({ type }) => type === 'application/javascript+module');
	const bytes = gzipSync(Buffer.concat(code.map((module) => module.bytes)), { level: 9 }).length;
	console.log(`the uploaded Worker: ${bytes} bytes, compressed`);
	expect(bytes).toBeLessThanOrEqual(moduleLimit);
	expect(modules.filter(({ type }) => type === 'application/source-map').length).toBe(1);
});

test('an account with nothing in it gets the classes with the one Worker', async () => {
	const account = await startCloudflare({ mayEditPages: false });
	onTestFinished(() => account.stop());
	const { status, output } = await rehearse(account.url, { script: 'deploy-worker' });
	expect([status, output]).toEqual([0, expect.stringContaining('Deployed:')]);
	expect(account.workers.get('durable-counters-objects')?.metadata.migrations).toEqual({
		new_tag: 'v2',
		steps: [
			{ new_sqlite_classes: ['Counter', 'CounterShard', 'RateLimiter'] },
			{ new_sqlite_classes: ['Receipt', 'Salt', 'Directory'] },
		],
	});
});

describe('the upload, started as a Worker with static files', () => {
	let site: RunningUpload;
	beforeAll(async () => {
		site = await startWorkerUpload(asWorker);
	});
	afterAll(() => site?.stop());

	test.for(siteChecks)('$name', async ({ check }) => {
		await check(site.url);
	});
});

test('every counter is kept when Pages gives way to one Worker, and on the way back', async () => {
	const state = await mkdtemp(join(tmpdir(), 'durable-counters-move-'));
	onTestFinished(() => rm(state, { recursive: true, force: true }));
	const name = freshName();
	const key = 'moved';
	const increment = (site: string, amount: number) =>
		post(`${site}/api/${name}/increment`, {
			headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `${key}-${amount}` },
			body: JSON.stringify({ amount }),
		});
	const use = async (start: Promise<RunningUpload>, work: (site: string) => Promise<void>) => {
		const running = await start;
		await work(running.url).finally(() => running.stop());
	};
	const { site, objects } = asPages;
	let privateId = '';

	await use(startPagesUpload(site, objects, state), async (url) => {
		await increment(url, 41);
		privateId = JSON.parse((await post(`${url}/api/counters`)).text).id;
		await post(`${url}/api/${privateId}/increment`);
	});
	await use(startWorkerUpload(asWorker, state), async (url) => {
		expect(JSON.parse((await send(`${url}/api/${name}/value`)).text)).toEqual({ value: 41 });
		expect(JSON.parse((await send(`${url}/api/${privateId}/value`)).text)).toEqual({ value: 1 });
		// The counter knows the keys of before, too.
		expect((await increment(url, 41)).headers['idempotency-replayed']).toBe('true');
		await increment(url, 1);
	});
	await use(startPagesUpload(site, objects, state), async (url) => {
		expect(JSON.parse((await send(`${url}/api/${name}/value`)).text)).toEqual({ value: 42 });
	});
});
