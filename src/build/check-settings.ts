import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';
import { unstable_getVarsForDev, unstable_readConfig } from 'wrangler';
import { readObjectSettings } from '../core/settings/object-settings.ts';
import { readSettings, type Settings } from '../core/settings/settings.ts';

/** Where the variables of the site and those of the objects are, from the root of the project. */
const twoWorkers = { site: 'wrangler.toml', objects: 'src/durable-objects/wrangler.toml' };
const oneWorker = { site: 'src/worker/wrangler.toml', objects: 'src/worker/wrangler.toml' };

/** Whose variables are checked. */
export interface SettingsScope {
	/** Whether `.dev.vars` counts too, as it does for a site that runs on this machine. */
	readonly isLocal: boolean;
	/** Whether `[env.preview.vars]` is meant; else the variables of the site itself. */
	readonly isPreview?: boolean;
	/** Whether the site as one Worker is meant; else the Pages project and the auxiliary Worker. */
	readonly isOneWorker?: boolean;
}

/**
 * Returns a sentence for each variable of the site and of its objects that is not valid.
 *
 * @param folder the root of the project
 */
export function settingsFaults(folder: string, scope: SettingsScope): readonly string[] {
	const { site, objects } = files(scope);
	return [
		...readSettings(variables(join(folder, site), scope)).faults,
		...readObjectSettings(variables(join(folder, objects), scope)).faults,
	];
}

function files({ isOneWorker }: SettingsScope): typeof twoWorkers {
	return isOneWorker ? oneWorker : twoWorkers;
}

/** The variables in the configuration of a Worker. */
function variables(
	path: string,
	{ isLocal, isPreview = false }: SettingsScope,
): Readonly<Record<string, unknown>> {
	const { vars } = unstable_readConfig(
		{ config: path, ...(isPreview && { env: 'preview' }) },
		{ hideWarnings: true },
	);
	const local = isLocal ? unstable_getVarsForDev(path, undefined, vars, undefined, true) : {};
	const values = Object.entries(local).map(([name, binding]) => [
		name,
		'value' in binding ? binding.value : undefined,
	]);
	return { ...vars, ...Object.fromEntries(values) };
}

/**
 * Returns the settings that hold for a site that is built here and deployed.
 *
 * @param folder the root of the project
 */
export function deployedSettings(folder: string): Settings {
	return readSettings(variables(join(folder, twoWorkers.site), { isLocal: false })).values;
}

/**
 * Ends this process if a variable is not valid.
 *
 * @param consequence what was not done, as a sentence
 */
export function requireSettings(folder: string, scope: SettingsScope, consequence: string): void {
	const faults = settingsFaults(folder, scope);
	if (faults.length === 0) return;
	const place = scope.isPreview ? '[env.preview.vars] of ' : '';
	const local = scope.isLocal ? ', and .dev.vars' : '';
	console.error([...faults, `See ${place}${places(scope)}${local}. ${consequence}`].join('\n'));
	process.exit(1);
}

function places(scope: SettingsScope): string {
	return [...new Set(Object.values(files(scope)))].join(' and ');
}

/** Stops a build, or the development server, whose `wrangler.toml` has a variable that is not valid. */
export function checkSettings(): AstroIntegration {
	return {
		name: 'check-settings',
		hooks: {
			'astro:config:setup': ({ config, command }) => {
				const scope = { isLocal: command === 'dev' };
				const faults = settingsFaults(fileURLToPath(config.root), scope);
				if (faults.length > 0) throw new AstroError(faults.join('\n'), `See ${places(scope)}.`);
			},
		},
	};
}
