import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';
import { unstable_getVarsForDev, unstable_readConfig } from 'wrangler';
import { readObjectSettings } from '../core/settings/object-settings.ts';
import { readSettings, type Settings } from '../core/settings/settings.ts';

/** The folder of the auxiliary Worker, in that of the site. */
const auxiliary = 'src/durable-objects';

/** Whose variables are checked. */
export interface SettingsScope {
	/** Whether `.dev.vars` counts too, as it does for a site that runs on this machine. */
	readonly isLocal: boolean;
	/** Whether `[env.preview.vars]` is meant; else the variables of the site itself. */
	readonly isPreview?: boolean;
}

/**
 * Returns a sentence for each variable of the site and of the auxiliary Worker that cannot be meant.
 *
 * @param folder holds the site's `wrangler.toml`
 */
export function settingsFaults(folder: string, scope: SettingsScope): readonly string[] {
	return [
		...readSettings(variables(folder, scope)).faults,
		...readObjectSettings(variables(join(folder, auxiliary), scope)).faults,
	];
}

/** The variables of the Worker whose `wrangler.toml` is in a folder. */
function variables(
	folder: string,
	{ isLocal, isPreview = false }: SettingsScope,
): Readonly<Record<string, unknown>> {
	const path = join(folder, 'wrangler.toml');
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
 * @param folder holds `wrangler.toml`
 */
export function deployedSettings(folder: string): Settings {
	const path = join(folder, 'wrangler.toml');
	const { vars } = unstable_readConfig({ config: path }, { hideWarnings: true });
	return readSettings(vars).values;
}

/**
 * Ends this process if a variable cannot be meant.
 *
 * @param consequence what was not done, as a sentence
 */
export function requireSettings(folder: string, scope: SettingsScope, consequence: string): void {
	const faults = settingsFaults(folder, scope);
	if (faults.length === 0) return;
	const place = scope.isPreview ? '[env.preview.vars] of ' : '';
	const local = scope.isLocal ? ', and .dev.vars' : '';
	console.error(
		[
			...faults,
			`See ${place}wrangler.toml and ${auxiliary}/wrangler.toml${local}. ${consequence}`,
		].join('\n'),
	);
	process.exit(1);
}

/** Stops a build, or the development server, whose `wrangler.toml` has a variable that cannot be meant. */
export function checkSettings(): AstroIntegration {
	return {
		name: 'check-settings',
		hooks: {
			'astro:config:setup': ({ config, command }) => {
				const faults = settingsFaults(fileURLToPath(config.root), { isLocal: command === 'dev' });
				if (faults.length > 0)
					throw new AstroError(
						faults.join('\n'),
						`See wrangler.toml and ${auxiliary}/wrangler.toml.`,
					);
			},
		},
	};
}
