/** The part of Cloudflare's API that `wrangler pages` uses. */
import { randomUUID } from 'node:crypto';
import type { Account, PagesDeployment } from './account';
import {
	type Answer,
	type Call,
	json,
	listPage,
	noRight,
	ok,
	parts,
	refusal,
	uploadToken,
} from './answer';
import { readWorker, uploaded } from './workers-api';

/** Answers a call below `/pages` of an account; undefined if it is none that is known. */
export async function pagesApi(account: Account, call: Call): Promise<Answer | undefined> {
	const { path, method } = call;
	if (!account.circumstances.mayEditPages) return noRight;
	if (path === '/pages/projects') {
		return method === 'POST' ? createProject(account, call) : listProjects(account, call);
	}
	const [, name, action = ''] = /^\/pages\/projects\/([^/]+)(.*)$/.exec(path) ?? [];
	if (name === undefined) return undefined;
	const branch = account.projects.get(name);
	if (branch === undefined) return refusal(404, 8_000_007, 'Project not found.');
	if (action === '') return ok(project(name, branch));
	if (action === '/upload-token') return ok({ jwt: uploadToken() });
	if (action === '/deployments' && method === 'POST') return deploy(account, name, branch, call);
	const [, id, logs] = /^\/deployments\/([^/]+)(\/history\/logs)?$/.exec(action) ?? [];
	const deployment = account.deployments.find((one) => one.id === id);
	if (deployment === undefined) return undefined;
	return logs ? failureLog(account) : deploymentState(account, deployment);
}

function listProjects(account: Account, call: Call): Answer {
	const others = Array.from({ length: account.circumstances.otherProjects }, (_, index) =>
		project(`another-${index}`, 'main'),
	);
	const own = [...account.projects].map(([name, branch]) => project(name, branch));
	return listPage([...others, ...own], call.query);
}

function createProject(account: Account, call: Call): Answer {
	const { name, production_branch: branch } =
		json<Record<'name' | 'production_branch', string>>(call);
	account.projects.set(name, branch);
	return ok(project(name, branch));
}

function project(name: string, branch: string): object {
	const config = { compatibility_date: '2026-10-01', compatibility_flags: [] };
	return {
		id: name,
		name,
		subdomain: `${name}.pages.dev`,
		domains: [`${name}.pages.dev`],
		production_branch: branch,
		deployment_configs: { production: config, preview: config },
		latest_deployment: { modified_on: '2026-11-01T00:00:00Z' },
	};
}

async function deploy(
	account: Account,
	project: string,
	productionBranch: string,
	call: Call,
): Promise<Answer> {
	const form = await parts(call.body, call.contentType);
	const text = async (field: string): Promise<string> => {
		const value = form.get(field);
		if (value === null) throw new Error(`The deployment has no ${field}.`);
		return typeof value === 'string' ? value : value.text();
	};
	const manifest = JSON.parse(await text('manifest')) as Record<string, string>;
	const branch = await text('branch');
	const deployment: PagesDeployment = {
		id: randomUUID(),
		project,
		branch,
		environment: branch === productionBranch ? 'production' : 'preview',
		worker: await readBundle(project, form.get('_worker.bundle')),
		files: new Map(Object.entries(manifest).map(([path, hash]) => [path, uploaded(account, hash)])),
		headers: await text('_headers'),
		redirects: await text('_redirects'),
		routes: await text('_routes.json'),
	};
	account.deployments.push(deployment);
	return ok({
		id: deployment.id,
		url: address(deployment),
		project_name: project,
		environment: deployment.environment,
		production_branch: productionBranch,
		deployment_trigger: { metadata: { branch, commit_hash: '' } },
	});
}

/** The bundle is a multipart body in a part of another: its first line is its boundary. */
async function readBundle(
	name: string,
	bundle: FormDataEntryValue | null,
): ReturnType<typeof readWorker> {
	if (bundle === null || typeof bundle === 'string') throw new Error('The site has no Worker.');
	const bytes = new Uint8Array(await bundle.arrayBuffer());
	const [, boundary] = /^--(\S+)\r\n/.exec(new TextDecoder().decode(bytes.subarray(0, 200))) ?? [];
	return readWorker(name, bytes, `multipart/form-data; boundary=${boundary}`);
}

function address({ id, project }: PagesDeployment): string {
	return `https://${id.slice(0, 8)}.${project}.pages.dev`;
}

function deploymentState(account: Account, deployment: PagesDeployment): Answer {
	const { branch, project, environment, id } = deployment;
	const status = account.circumstances.failsWith === undefined ? 'success' : 'failure';
	const aliases = environment === 'preview' ? [`https://${branch}.${project}.pages.dev`] : null;
	return ok({ id, environment, aliases, latest_stage: { name: 'deploy', status } });
}

function failureLog({ circumstances }: Account): Answer {
	return ok({ total: 1, data: [{ ts: '', line: `Error: ${circumstances.failsWith}` }] });
}

interface UploadedFile {
	readonly key: string;
	readonly value: string;
}

/** Answers a call below `/pages/assets`, where files are uploaded; undefined if it is unknown. */
export function pagesAssetsApi(account: Account, call: Call): Answer | undefined {
	switch (call.path) {
		case '/pages/assets/check-missing': {
			const { hashes } = json<{ hashes: readonly string[] }>(call);
			return ok(hashes.filter((hash) => !account.files.has(hash)));
		}
		case '/pages/assets/upload':
			for (const { key, value } of json<readonly UploadedFile[]>(call)) {
				account.files.set(key, Buffer.from(value, 'base64'));
			}
			return ok(null);
		case '/pages/assets/upsert-hashes':
			return ok(null);
		default:
			return undefined;
	}
}
