import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';

const root = join(import.meta.dirname, '../../..');

/** The type of wrangler's configuration is not exported whole. */
interface MigrationStep {
	readonly new_sqlite_classes?: readonly string[];
}

type Environment = 'preview' | undefined;

function configuration(path: string, env: Environment): ReturnType<typeof unstable_readConfig> {
	return unstable_readConfig(
		{ config: join(root, path), ...(env && { env }) },
		{ hideWarnings: true },
	);
}

const site = (env: Environment) => configuration('wrangler.toml', env);
const objects = (env: Environment) => configuration('src/durable-objects/wrangler.toml', env);

test.for([
	['the site', undefined],
	['a preview', 'preview'],
] as const)('each binding of %s names a class that its auxiliary Worker exports', ([, env]) => {
	const { name, migrations, durable_objects } = objects(env);
	const classes = (migrations as readonly MigrationStep[]).flatMap(
		(step) => step.new_sqlite_classes ?? [],
	);
	expect(classes.length).toBeGreaterThan(2);
	expect(durable_objects.bindings).toMatchObject(classes.map((class_name) => ({ class_name })));
	expect(site(env).durable_objects.bindings).toMatchObject(
		classes.map((class_name) => ({ class_name, script_name: name })),
	);
});

test('a preview has objects and limits of its own', () => {
	expect(objects('preview').name).toBe('durable-counters-objects-preview');
	expect(objects('preview').name).not.toBe(objects(undefined).name);
	const limits = Object.keys(site(undefined).vars).filter((name) => name.startsWith('LIMIT_'));
	expect(limits.length).toBeGreaterThan(4);
	expect(Object.keys(site('preview').vars)).toEqual(expect.arrayContaining(limits));
});

test('objects take new code at once, those of a preview too', () => {
	for (const env of [undefined, 'preview'] as const) {
		expect(objects(env).durable_objects.code_update_strategy).toEqual({ mode: 'immediate' });
	}
});

test('the site as one Worker is the auxiliary Worker, with the settings of both', () => {
	const worker = configuration('src/worker/wrangler.toml', undefined);
	const { name, migrations, durable_objects, compatibility_date, vars } = objects(undefined);
	expect(worker).toMatchObject({ name, migrations, durable_objects, compatibility_date });
	expect(worker.vars).toEqual({ ...site(undefined).vars, ...vars });
	expect(worker.compatibility_flags).toEqual(site(undefined).compatibility_flags);
});

test('one Worker runs for the same paths as the function of Pages', () => {
	const routes = JSON.parse(readFileSync(join(root, 'public/_routes.json'), 'utf8'));
	const { include, exclude } = routes as Record<'include' | 'exclude', string[]>;
	const worker = configuration('src/worker/wrangler.toml', undefined);
	expect(worker.assets?.run_worker_first).toEqual([
		...include,
		...exclude.map((path) => `!${path}`),
	]);
});
