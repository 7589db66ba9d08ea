/**
 * `npm run deploy`: the auxiliary Worker first, since the site's bindings name it, then the site.
 * Stops at the first half that is not set up and says what is missing.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { requireSettings } from '../src/build/check-settings.ts';
import { root } from './site-process.ts';

const project = 'durable-counters';

function wrangler(...parameters: string[]): { ok: boolean; output: string } {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[join(root, 'node_modules/wrangler/bin/wrangler.js'), ...parameters],
		{ cwd: root, encoding: 'utf8' },
	);
	return { ok: status === 0, output: `${stdout}${stderr}` };
}

function step(title: string, parameters: string[], missing: string): string {
	console.log(`\n${title}: wrangler ${parameters.join(' ')}`);
	const { ok, output } = wrangler(...parameters);
	console.log(output.trim());
	if (ok) return output;
	console.error(`\n${title} failed. ${missing}`);
	process.exit(1);
}

requireSettings(root, { isLocal: false }, 'Nothing was deployed.');

const account = wrangler('whoami', '--json');
if (!account.ok || !/"loggedIn":\s*true/.test(account.output)) {
	console.error(
		'Nobody is logged in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN to a\n' +
			'token with the permissions "Workers Scripts: Edit" and "Cloudflare Pages: Edit", and\n' +
			'CLOUDFLARE_ACCOUNT_ID where the token has several accounts. Nothing was deployed.',
	);
	process.exit(1);
}

step(
	'1 of 3, the auxiliary Worker',
	['deploy', '-c', 'src/durable-objects/wrangler.toml'],
	'The account needs Workers (the free plan will do). The site was not touched.',
);
const projects = step(
	'2 of 3, the Pages project',
	['pages', 'project', 'list', '--json'],
	'The account or the token has no access to Cloudflare Pages. The Worker is up, the site is as it was.',
);
if (!projects.includes(`"${project}"`)) {
	console.error(
		`\nThe auxiliary Worker is up, but the account has no Pages project "${project}". Make it once:\n` +
			`npx wrangler pages project create ${project} --production-branch main\n` +
			'and run `npm run deploy` again.',
	);
	process.exit(1);
}
step(
	'3 of 3, the site',
	['pages', 'deploy', '--branch', 'main'],
	'The Worker is up, the site is as it was.',
);
