/** The examples, each from a clean copy: what a reader gets who takes one home. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { root, type Site, startIn } from '../../scripts/site-process.ts';

const examples = join(root, 'examples');
const run = promisify(execFile);

interface Package {
	readonly scripts: Readonly<Record<string, string>>;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
}

async function packageOf(folder: string): Promise<Package> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Package;
}

/** Copies an example to a folder outside the project, with the packages that the project has. */
async function cleanCopy(name: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), `${name}-`));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const made = new Set(['node_modules', 'dist', '.wrangler', '.astro']);
	await cp(join(examples, name), folder, {
		recursive: true,
		filter: (path) => !made.has(basename(path)),
	});
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	return folder;
}

/** Does what `npm start` does in an example, on a free port. */
async function start(name: string): Promise<Site> {
	const folder = await cleanCopy(name);
	const { scripts } = await packageOf(folder);
	const steps = (scripts['start'] ?? '').split(' && ');
	const [wrangler, ...parameters] = (steps.pop() ?? '').split(' ');
	expect(wrangler).toBe('wrangler');
	for (const step of steps) {
		const [npm = '', ...rest] = step.split(' ');
		await run(npm, rest, { cwd: folder });
	}
	const site = await startIn(folder, parameters);
	onTestFinished(() => site.stop());
	return site;
}

test.each(['one-object', 'counter-service'])(
	'the types of the example %s are right',
	async (name) => {
		const folder = await cleanCopy(name);
		await run('npm', ['run', 'check'], { cwd: folder });
	},
);

test('every example has the versions that the project is tested with', async () => {
	const { dependencies, devDependencies } = await packageOf(root);
	const tested = { ...dependencies, ...devDependencies };
	const names = await readdir(examples);
	expect(names.length).toBeGreaterThanOrEqual(3);
	for (const name of names) {
		const own = await packageOf(join(examples, name));
		expect(tested).toMatchObject({ ...own.dependencies, ...own.devDependencies });
	}
});

test('every example says on one screen how to start it with two commands', async () => {
	for (const name of await readdir(examples)) {
		const text = await readFile(join(examples, name, 'README.md'), 'utf8');
		expect(text.split('\n').length, name).toBeLessThanOrEqual(40);
		expect(text, name).toMatch(/^npm install\nnpm start\b/m);
	}
});

test('one Worker with one object shows its counter in the HTML and counts a form', async () => {
	const { url } = await start('one-object');
	expect(await (await fetch(`${url}/a`)).text()).toContain('<output>0</output>');
	const posted = await fetch(`${url}/a/add`, { method: 'POST' });
	expect([posted.status, new URL(posted.url).pathname]).toEqual([200, '/a']);
	expect(await posted.text()).toContain('<output>1</output>');
	expect(await (await fetch(`${url}/b`)).text()).toContain('<output>0</output>');
	expect((await fetch(`${url}/a/add`)).status).toBe(405);
	expect((await fetch(`${url}/A b`)).status).toBe(404);
});

test('the counter service counts up and down, and limits a client that does not stop', async () => {
	const { url } = await start('counter-service');
	const write = (operation: string) => fetch(`${url}/counters/a/${operation}`, { method: 'POST' });
	expect(await (await write('increment')).json()).toEqual({ value: 1 });
	expect(await (await write('decrement')).json()).toEqual({ value: 0 });
	const answers = await Promise.all(Array.from({ length: 40 }, () => write('increment')));
	const counted = answers.filter(({ status }) => status === 200).length;
	const refused = answers.filter(({ status }) => status === 429);
	expect(counted + refused.length).toBe(40);
	expect(refused.length).toBeGreaterThan(0);
	expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0);
	expect(await (await fetch(`${url}/counters/a`)).json()).toEqual({ value: counted });
	expect((await fetch(`${url}/nothing`)).status).toBe(404);
});

test('Astro on Pages has the value in the HTML, a form and the island that takes it over', async () => {
	const { url } = await start('astro-on-pages');
	const page = await (await fetch(url)).text();
	expect(page).toContain('<output>0</output>');
	expect(page).toContain('<astro-island');
	const posted = await fetch(`${url}/api/add`, {
		method: 'POST',
		headers: { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' },
	});
	expect(await posted.text()).toContain('<output>1</output>');
	const counted = await fetch(`${url}/api/add`, {
		method: 'POST',
		// Astro refuses what could be a form of another site.
		headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
	});
	expect(await counted.json()).toEqual({ value: 2 });
});
