import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { settingsFaults } from '../../../src/build/check-settings';

const auxiliary = 'src/durable-objects/wrangler.toml';

/** Makes a folder of a project with these files, and with one for each Worker without variables. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'durable-counters-settings-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const empty = { 'wrangler.toml': 'name = "x"\n', [auxiliary]: 'name = "y"\n' };
	for (const [name, text] of Object.entries({ ...empty, ...files })) {
		await mkdir(join(folder, dirname(name)), { recursive: true });
		await writeFile(join(folder, name), text);
	}
	return folder;
}

test('the settings of this project have no faults', () => {
	const root = join(import.meta.dirname, '../../..');
	expect(settingsFaults(root, { isLocal: false })).toEqual([]);
	expect(settingsFaults(root, { isLocal: false, isPreview: true })).toEqual([]);
	expect(settingsFaults(root, { isLocal: false, isOneWorker: true })).toEqual([]);
});

test('a variable of wrangler.toml that is not valid is a fault', async () => {
	const folder = await project({ 'wrangler.toml': 'name = "x"\n[vars]\nLIMIT_BURST = ""\n' });
	expect(settingsFaults(folder, { isLocal: false })).toEqual([
		'LIMIT_BURST is empty: write a whole number from 1 to 10,000. Until then it is 10.',
	]);
});

test('a variable of .dev.vars counts for a site on this machine only', async () => {
	const folder = await project({
		'wrangler.toml': 'name = "x"\n[vars]\nHOT_SHARDS = 4\n',
		'.dev.vars': 'HOT_SHARDS=none\n',
	});
	expect(settingsFaults(folder, { isLocal: false })).toEqual([]);
	expect(settingsFaults(folder, { isLocal: true })).toEqual([
		'HOT_SHARDS is "none": write a whole number from 1 to 256. Until then it is 4.',
	]);
});

test('a preview is checked by the variables of its own', async () => {
	const folder = await project({
		'wrangler.toml':
			'name = "x"\n[vars]\nHOT_SHARDS = 4\n[env.preview.vars]\nHOT_SHARDS = "none"\n',
	});
	expect(settingsFaults(folder, { isLocal: false })).toEqual([]);
	expect(settingsFaults(folder, { isLocal: false, isPreview: true })).toEqual([
		'HOT_SHARDS is "none": write a whole number from 1 to 256. Until then it is 4.',
	]);
});

test('a variable of the auxiliary Worker that is not valid is a fault', async () => {
	const folder = await project({ [auxiliary]: 'name = "y"\n[vars]\nUNUSED_NAMED_DAYS = "soon"\n' });
	expect(settingsFaults(folder, { isLocal: false })).toEqual([
		'UNUSED_NAMED_DAYS is "soon": write a whole number from 0 to 36,500. Until then it is 0.',
	]);
});

test('the site as one Worker is checked by its own configuration, for the site and for the objects', async () => {
	const folder = await project({
		'src/worker/wrangler.toml':
			'name = "y"\n[vars]\nHOT_SHARDS = "none"\nUNUSED_NAMED_DAYS = "soon"\n',
	});
	expect(settingsFaults(folder, { isLocal: false, isOneWorker: true })).toEqual([
		'HOT_SHARDS is "none": write a whole number from 1 to 256. Until then it is 4.',
		'UNUSED_NAMED_DAYS is "soon": write a whole number from 0 to 36,500. Until then it is 0.',
	]);
});
