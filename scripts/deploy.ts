/**
 * `npm run deploy`: the auxiliary Worker first, since the site's bindings name it, then the site.
 * `npm run deploy -- --branch feature` does the same for a preview. Stops at the first step that
 * fails, and says what helps and what is deployed by then.
 */
import { parseArgs } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import { requireSettings } from '../src/build/check-settings.ts';
import type { Service } from './deploy-advice.ts';
import { advice, step, stop } from './deploy-step.ts';
import type { WranglerEntry, WranglerRun } from './deploy-wrangler.ts';
import { isBuilt, root } from './site-process.ts';

const usage = `npm run deploy                                  deploys the site
npm run deploy -- --branch <name>               deploys a preview
npm run deploy -- --production-branch <name>    where the Pages project has another than "main"`;

const { branch, productionBranch } = readBranches();
const isPreview = branch !== productionBranch;
const { name: project } = unstable_readConfig({ config: `${root}/wrangler.toml` });

requireSettings(root, { isLocal: false, isPreview }, 'Nothing was deployed.');
if (!isBuilt()) stop('The site is not built yet: run `npm run build` first. Nothing was deployed.');

const workerIsUp = `The auxiliary Worker${isPreview ? ' of previews' : ''} is deployed.`;

deployWorker();
if (!projectExists()) createProject();
deploySite();

function readBranches(): { branch: string; productionBranch: string } {
	try {
		const { values } = parseArgs({
			options: { branch: { type: 'string' }, 'production-branch': { type: 'string' } },
		});
		const productionBranch = values['production-branch'] ?? 'main';
		const branch = values.branch ?? productionBranch;
		if (branch && productionBranch) return { branch, productionBranch };
		throw new Error('A branch needs a name.');
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return stop(`${reason}\n\n${usage}\n\nNothing was deployed.`);
	}
}

function deployWorker(): void {
	const run = step('1 of 3, the auxiliary Worker', [
		...['deploy', '-c', 'src/durable-objects/wrangler.toml'],
		`--env=${isPreview ? 'preview' : ''}`,
	]);
	if (run.succeeded && run.entry('deploy')?.version_id) return;
	if (run.succeeded) stop('The auxiliary Worker was not confirmed. Nothing was deployed.');
	const { text, mayHaveUploaded } = advice(run, 'Workers');
	const state = mayHaveUploaded
		? 'The auxiliary Worker was not deployed, unless a line above says “Uploaded”. The site was not touched.'
		: 'Nothing was deployed.';
	stop(`${text}\n${state}`);
}

function projectExists(): boolean {
	const run = step('2 of 3, the Pages project', ['pages', 'project', 'list', '--json'], 'read');
	if (!run.succeeded) stopAfterWorker(run, 'Pages');
	try {
		const list = run.output.slice(run.output.indexOf('['));
		const projects = JSON.parse(list) as readonly Readonly<Record<'Project Name', string>>[];
		return projects.some((one) => one['Project Name'] === project);
	} catch {
		return stop(
			`Wrangler gave no list of projects but this:\n${run.output}\n${workerIsUp} The site was not deployed.`,
		);
	}
}

function createProject(): void {
	// Without --force wrangler deploys a Worker in the place of a new project in some environments.
	const run = step('The account has no such project yet', [
		...['pages', 'project', 'create', String(project)],
		...['--production-branch', productionBranch, '--force'],
	]);
	if (!run.succeeded) stopAfterWorker(run, 'Pages');
}

function deploySite(): void {
	const run = step('3 of 3, the site', ['pages', 'deploy', '--branch', branch]);
	const deployed = run.entry('pages-deploy-detailed');
	if (!run.succeeded || deployed === undefined) {
		const message = run.entry('command-failed')?.message ?? '';
		const isTakenAsPreview = !isPreview && /refers to script '[^']*-preview'/.test(message);
		if (isTakenAsPreview) stop(`${otherProductionBranch()}\n${workerIsUp} The site is as it was.`);
		stopAfterWorker(run, 'Pages');
	}
	const expected = isPreview ? 'preview' : 'production';
	if (deployed.environment !== expected) stop(wrongEnvironment(deployed));
	const address = deployed.alias ?? deployed.url;
	console.log(`\nDeployed: the auxiliary Worker, and the site (${expected}) at ${address}`);
}

function otherProductionBranch(name?: string): string {
	return (
		`The production branch of the Pages project is ${name ? `"${name}"` : 'another'}, not "${branch}", so Cloudflare\n` +
		'took this for a preview. Deploy again with the name of that branch, which the dashboard shows\n' +
		`under the project's settings: npm run deploy -- --production-branch ${name ?? '<name>'}`
	);
}

function wrongEnvironment({ url, production_branch: name }: WranglerEntry): string {
	if (isPreview) {
		return (
			`"${branch}" is the production branch of the Pages project, so this was no preview: the site itself\n` +
			`is deployed, at ${url}, and the auxiliary Worker of previews.\n` +
			`To deploy the site with its own auxiliary Worker, run: npm run deploy -- --production-branch ${branch}`
		);
	}
	return (
		`${otherProductionBranch(name)}\n${workerIsUp} ` +
		`The site is deployed as a preview only, at ${url}; its visitors see it as it was.`
	);
}

function stopAfterWorker(run: WranglerRun, service: Service): never {
	const { text, mayHaveUploaded } = advice(run, service);
	const state = mayHaveUploaded
		? 'The site was not deployed as far as is known.'
		: 'The site was not deployed.';
	return stop(`${text}\n${workerIsUp} ${state}`);
}
