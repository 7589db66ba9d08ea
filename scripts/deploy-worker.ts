/**
 * `npm run deploy:worker`: the site and its objects as one Worker with static files, by
 * src/worker/wrangler.toml. It replaces the auxiliary Worker of a Pages project and keeps its objects.
 */
import { requireSettings } from '../src/build/check-settings.ts';
import { advice, step, stop } from './deploy-step.ts';
import { isBuilt, root } from './site-process.ts';

if (process.argv.length > 2) {
	stop('`npm run deploy:worker` takes no options: there is one such Worker. Nothing was deployed.');
}
requireSettings(root, { isLocal: false, isOneWorker: true }, 'Nothing was deployed.');
if (!isBuilt()) stop('The site is not built yet: run `npm run build` first. Nothing was deployed.');

const run = step('The site as one Worker', ['deploy', '-c', 'src/worker/wrangler.toml']);
if (!run.succeeded) {
	const { text, mayHaveUploaded } = advice(run, 'Workers');
	const state = mayHaveUploaded
		? 'The Worker was not deployed, unless a line above says “Uploaded”.'
		: 'Nothing was deployed.';
	stop(`${text}\n${state}`);
}
const deployed = run.entry('deploy');
if (!deployed?.version_id) stop('The deployment was not confirmed. Nothing was deployed.');
const places = deployed.targets?.join(', ') || 'no address yet: give it a domain in the dashboard';
console.log(`\nDeployed: the site and its objects as one Worker, at ${places}`);
