import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Circumstances } from './cloudflare/account';
import { type CloudflareStandIn, startCloudflare } from './cloudflare/server';
import { type Rehearsal, type RehearsalOptions, rehearse } from './rehearse';

interface Failure {
	readonly name: string;
	readonly account?: Partial<Circumstances>;
	readonly script?: RehearsalOptions['script'];
	readonly parameters?: readonly string[];
	/** Variables of the person who deploys; undefined leaves one out. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** What the last lines must say. */
	readonly says: readonly (string | RegExp)[];
	/** What is deployed in the end. */
	readonly deployed: 'nothing' | 'worker' | 'preview';
}

const workerOnly = 'The auxiliary Worker is deployed. The site was not deployed.';

const failures: readonly Failure[] = [
	{
		name: 'nobody is logged in',
		env: { CLOUDFLARE_API_TOKEN: undefined, CLOUDFLARE_ACCOUNT_ID: undefined },
		says: ['Nobody is logged in', 'npx wrangler login', 'Nothing was deployed.'],
		deployed: 'nothing',
	},
	{
		name: 'the token is expired or mistyped',
		account: { token: 'invalid' },
		says: ['does not accept the credentials', 'expired', 'Nothing was deployed.'],
		deployed: 'nothing',
	},
	{
		name: 'the token has no right on Workers',
		account: { mayEditWorkers: false },
		says: ['"Workers Scripts: Edit"', 'Nothing was deployed.'],
		deployed: 'nothing',
	},
	{
		name: 'the same, for one Worker',
		script: 'deploy-worker',
		account: { mayEditWorkers: false },
		says: ['"Workers Scripts: Edit"', 'Nothing was deployed.'],
		deployed: 'nothing',
	},
	{
		name: 'the token has no right on Pages',
		account: { mayEditPages: false },
		says: ['"Cloudflare Pages: Edit"', workerOnly],
		deployed: 'worker',
	},
	{
		name: 'two accounts, and none is chosen',
		account: { maySeeMemberships: true, accounts: ['a'.repeat(32), 'b'.repeat(32)] },
		env: { CLOUDFLARE_ACCOUNT_ID: undefined },
		says: ['Set CLOUDFLARE_ACCOUNT_ID', 'Nothing was deployed.'],
		deployed: 'nothing',
	},
	{
		name: 'a token without rights on memberships, and no account is chosen',
		env: { CLOUDFLARE_ACCOUNT_ID: undefined },
		says: ['Set CLOUDFLARE_ACCOUNT_ID', 'Nothing was deployed.'],
		deployed: 'nothing',
	},
	{
		name: 'the production branch of the project has another name',
		account: { productionBranch: 'trunk' },
		says: [
			'is "trunk", not "main"',
			'npm run deploy -- --production-branch trunk',
			'The auxiliary Worker is deployed.',
			/deployed as a preview only, at https:\S+; its visitors see it as it was/,
		],
		deployed: 'preview',
	},
	{
		name: 'the same, where the Worker of previews is not deployed yet',
		account: {
			productionBranch: 'trunk',
			failsWith:
				"Durable Object namespace 'COUNTER' refers to script 'durable-counters-objects-preview', which does not exist",
		},
		says: ['is another, not "main"', '--production-branch <name>', 'The site is as it was.'],
		deployed: 'preview',
	},
	{
		name: 'Cloudflare fails to publish the site',
		account: { failsWith: 'a failure of the network inside Cloudflare' },
		says: ['could not publish it', 'The auxiliary Worker is deployed. The site was not deployed.'],
		deployed: 'preview',
	},
	{
		name: 'a branch that is given as a preview is the production branch',
		account: { productionBranch: 'trunk' },
		parameters: ['--branch', 'trunk'],
		says: ['this was no preview', 'the site itself', '--production-branch trunk'],
		deployed: 'preview',
	},
	{
		name: 'the network is down',
		env: { CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:1' },
		says: ['Cloudflare was not reached', 'unless a line above says “Uploaded”'],
		deployed: 'nothing',
	},
	{
		name: 'an option is mistyped',
		parameters: ['--brunch', 'feature'],
		says: ['Nothing was deployed.'],
		deployed: 'nothing',
	},
	{
		name: 'the account does not exist',
		env: { CLOUDFLARE_ACCOUNT_ID: 'f'.repeat(32) },
		says: ['does not know the account', 'Nothing was deployed.'],
		deployed: 'nothing',
	},
];

let cloudflare: CloudflareStandIn;
let rehearsal: Rehearsal | undefined;
beforeEach(async () => {
	cloudflare = await startCloudflare();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') console.error(`The command wrote:\n${rehearsal?.output}`);
	await cloudflare.stop();
});

test.for(failures)(
	'a deployment fails with the sentence that helps: $name',
	async ({ script, account, parameters, env, says, deployed }) => {
		cloudflare.circumstances = { ...cloudflare.circumstances, ...account };
		const { productionBranch } = cloudflare.circumstances;
		if (productionBranch) cloudflare.projects.set('durable-counters', productionBranch);

		rehearsal = await rehearse(cloudflare.url, { script, parameters, env });

		const { status, output, lastLines } = rehearsal;
		// `REHEARSAL_LOG=1 npm run test:deploy` shows what a person sees at the end.
		if (process.env['REHEARSAL_LOG']) console.log(`exit ${status}\n${lastLines}`);
		expect(status).toBe(1);
		expect(cloudflare.faults).toEqual([]);
		for (const words of says) expect(lastLines).toMatch(words);
		expect(output).not.toMatch(/^Deployed:/m);
		expect(cloudflare.workers.size).toBe(deployed === 'nothing' ? 0 : 1);
		expect(cloudflare.deployments.length).toBe(deployed === 'preview' ? 1 : 0);
	},
);
