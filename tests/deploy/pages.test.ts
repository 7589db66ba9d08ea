import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PagesDeployment, UploadedModule } from './cloudflare/account';
import { type CloudflareStandIn, startCloudflare } from './cloudflare/server';
import { type Rehearsal, rehearse } from './rehearse';
import { siteChecks } from './site-checks';
import { type RunningUpload, startPagesUpload } from './start-upload';

const moduleLimit = 220 * 1024;

const objectsName = 'durable-counters-objects';

let cloudflare: CloudflareStandIn;
let first: Rehearsal;
let second: Rehearsal;
let preview: Rehearsal;
beforeAll(async () => {
	cloudflare = await startCloudflare({ otherProjects: 12 });
	// In an online editor wrangler would make a Worker in the place of a new Pages project.
	first = await rehearse(cloudflare.url, { env: { REPL_ID: 'an-online-editor' } });
	second = await rehearse(cloudflare.url);
	preview = await rehearse(cloudflare.url, { parameters: ['--branch', 'feature'] });
});
afterAll(() => cloudflare?.stop());

function deployment(branch: string): PagesDeployment {
	const found = cloudflare.deployments.findLast((one) => one.branch === branch);
	if (found === undefined) throw new Error(`Nothing was deployed.\n${first.output}`);
	return found;
}

function modules(type: string): readonly (readonly [string, UploadedModule])[] {
	return [...deployment('main').worker.modules].filter(([, module]) => module.type === type);
}

test('the first deployment uploads the Worker, makes the project and uploads the site', () => {
	expect(first.output).toMatch(
		/1 of 3.*Uploaded durable-counters-objects.*2 of 3.*Successfully created.*3 of 3.*Deployment complete/s,
	);
	expect(first.lastLines).toMatch(
		/^Deployed: the auxiliary Worker, and the site \(production\) at https:\S+\.pages\.dev$/m,
	);
	expect(first.status).toBe(0);
	expect(cloudflare.projects.get('durable-counters')).toBe('main');
});

test('the second deployment makes no project and uploads no file again', () => {
	expect(second.status).toBe(0);
	expect(second.output).not.toContain('Successfully created');
	const sent = cloudflare.requests.filter(({ path }) => path === '/pages/assets/upload').length;
	const projects = cloudflare.requests.filter(
		({ method, path }) => method === 'POST' && path.endsWith('/pages/projects'),
	);
	expect(projects.length).toBe(1);
	// The one deployment that uploads files sends them in up to three parts.
	expect(sent).toBeLessThanOrEqual(3);
	expect(cloudflare.deployments.filter(({ branch }) => branch === 'main').length).toBe(2);
});

test('a preview has a Worker, objects and limits of its own', () => {
	expect(preview.status).toBe(0);
	expect(preview.lastLines).toContain('the site (preview) at https://feature.durable-counters');
	const { environment, worker } = deployment('feature');
	expect(environment).toBe('preview');
	const scripts = worker.metadata.bindings.flatMap(({ script_name }) => script_name ?? []);
	expect(scripts).toEqual(Array(6).fill(`${objectsName}-preview`));
	expect(worker.metadata.bindings).toContainEqual(
		expect.objectContaining({ name: 'LIMIT_BURST', json: 10 }),
	);
	expect([...cloudflare.workers.keys()]).toEqual([objectsName, `${objectsName}-preview`]);
});

test('objects take new code at once, in the first deployment and in the next', () => {
	const deployed = [...cloudflare.workers.values()];
	expect(deployed.map(({ codeUpdate }) => codeUpdate)).toEqual(['immediate', 'immediate']);
	// The second one was a new version of a Worker that had its classes already.
	expect(cloudflare.workers.get(objectsName)?.metadata.migrations).toBeUndefined();
	expect(cloudflare.workers.get(objectsName)?.migrationTag).toBe('v2');
});

test('a deployment asks nothing that the stand-in does not know, and no other host', () => {
	expect(cloudflare.faults).toEqual([]);
	// Wrangler looks for a newer version of itself, and gets no answer.
	const foreign = cloudflare.requests.filter(({ path }) => !path.startsWith('/'));
	expect(foreign.filter(({ path }) => path !== 'registry.npmjs.org:443')).toEqual([]);
});

test('the modules of the server have at most 220 KiB, compressed, and no polyfill', () => {
	const code = modules('application/javascript+module').map(([, { bytes }]) => bytes);
	const bytes = gzipSync(Buffer.concat(code), { level: 9 }).length;
	console.log(`the uploaded server: ${bytes} bytes in ${code.length} modules, compressed`);
	expect(code.length).toBeGreaterThan(10);
	expect(bytes).toBeLessThanOrEqual(moduleLimit);
	const text = Buffer.concat(code).toString();
	// Every polyfill of wrangler for a module of Node names the package that it is from.
	expect(text).not.toMatch(/unenv/);
	expect(deployment('main').worker.metadata.compatibility_flags).toEqual([
		'no_nodejs_compat',
		'no_nodejs_compat_v2',
		'enable_request_signal',
	]);
});

test('every module of the server comes with its source map, and no public file is one', () => {
	const maps = new Set(modules('application/source-map').map(([name]) => name));
	const code = modules('application/javascript+module');
	// A chunk of some bytes passes on what others export, so it has no source.
	const withSource = code.filter(([, { bytes }]) => bytes.length > 500);
	const missing = withSource.filter(([name]) => !maps.has(`${name}.map`)).map(([name]) => name);
	expect(missing.filter((name) => !/virtual_|rolldown-runtime/.test(name))).toEqual([]);
	const sources = modules('application/source-map').flatMap(
		([, { bytes }]) => JSON.parse(new TextDecoder().decode(bytes)).sources as string[],
	);
	expect(sources).toContainEqual(expect.stringMatching(/src\/server\/counters\/write\.ts$/));
	const files = [...deployment('main').files.keys()];
	expect(files.length).toBeGreaterThan(8);
	expect(files.filter((path) => /\.map$|^\/_worker\.js|^\/_routes/.test(path))).toEqual([]);
});

describe('the upload, started as Pages does', () => {
	let site: RunningUpload;
	beforeAll(async () => {
		const objects = cloudflare.workers.get(objectsName);
		if (objects === undefined) throw new Error('No Worker was uploaded.');
		site = await startPagesUpload(deployment('main'), objects);
	});
	afterAll(() => site?.stop());

	test.for(siteChecks)('$name', async ({ check }) => {
		await check(site.url);
	});
});
