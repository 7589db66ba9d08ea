/** The part of Cloudflare's API that `wrangler deploy` uses. */
import { randomUUID } from 'node:crypto';
import type {
	Account,
	DeployedWorker,
	UploadedModule,
	UploadedWorker,
	WorkerMetadata,
} from './account';
import { type Answer, type Call, json, noRight, ok, parts, refusal, uploadToken } from './answer';

/** Answers a call below `/workers`; undefined if it is none that is known. */
export async function workersApi(account: Account, call: Call): Promise<Answer | undefined> {
	const { path } = call;
	if (!account.circumstances.mayEditWorkers) return noRight;
	if (path === '/workers/subdomain') return ok({ subdomain: 'someone' });
	if (path === '/workers/scripts') return ok([...account.workers.keys()].map((id) => ({ id })));
	if (path === '/workers/assets/upload') return assetsUpload(account, call);
	const [, name, action = ''] =
		/^\/workers\/(?:scripts|services|workers)\/([^/]+)(.*)$/.exec(path) ?? [];
	if (name === undefined) return undefined;
	if (action === '/assets-upload-session') return beginAssetsUpload(account, name, call);
	if (call.method === 'PUT' && action === '') return uploadScript(account, name, call);
	const worker = account.workers.get(name);
	if (worker === undefined) {
		const code = path.startsWith('/workers/services/') ? 10_090 : 10_007;
		return refusal(404, code, 'This Worker does not exist on your account.');
	}
	return workerApi(account, worker, action, call);
}

/** Answers a call about a Worker that exists. */
async function workerApi(
	account: Account,
	worker: DeployedWorker,
	action: string,
	call: Call,
): Promise<Answer | undefined> {
	const { name } = worker;
	switch (`${call.method} ${action}`) {
		case 'GET ':
			return call.path.startsWith('/workers/services/')
				? ok({
						id: name,
						default_environment: { environment: 'production', script: script(worker) },
					})
				: ok({ id: 'tag', name, tags: [], subdomain: {} });
		case 'POST /versions':
			return uploadScript(account, name, call);
		case 'GET /deployments':
			return ok({ deployments: [{ id: randomUUID(), versions: [{ version_id: randomUUID() }] }] });
		case 'POST /deployments': {
			const { code_update_strategy } = json<WorkerMetadata>(call);
			account.workers.set(name, { ...worker, codeUpdate: code_update_strategy?.mode });
			return ok({ id: randomUUID() });
		}
		case 'GET /subdomain':
			return ok({ enabled: false, previews_enabled: false });
		case 'POST /subdomain':
			return ok(json(call));
		case 'GET /settings':
		case 'PATCH /script-settings':
			return ok({ bindings: [], tags: [] });
		case 'GET /secrets':
			return ok([]);
		default:
			return undefined;
	}
}

function script({ migrationTag }: DeployedWorker): object {
	return { tag: 'tag', tags: [], last_deployed_from: 'wrangler', migration_tag: migrationTag };
}

async function uploadScript(account: Account, name: string, call: Call): Promise<Answer> {
	const before = account.workers.get(name);
	const upload = await readWorker(name, call.body, call.contentType);
	const { migrations, code_update_strategy, assets } = upload.metadata;
	account.workers.set(name, {
		...upload,
		migrationTag: migrations?.new_tag ?? before?.migrationTag,
		codeUpdate: code_update_strategy?.mode,
		files: assets ? assetsOf(account, name) : new Map(),
	});
	const id = randomUUID();
	return ok({
		id,
		deployment_id: id.replaceAll('-', ''),
		etag: 'etag',
		entry_point: upload.metadata.main_module,
		resources: { script: { etag: 'etag' } },
		startup_time_ms: 1,
	});
}

function beginAssetsUpload(account: Account, name: string, call: Call): Answer {
	const { manifest } = json<{ manifest: Record<string, { hash: string }> }>(call);
	account.manifests.set(name, manifest);
	const missing = Object.values(manifest)
		.map(({ hash }) => hash)
		.filter((hash) => !account.files.has(hash));
	return ok({ jwt: uploadToken(), buckets: missing.length === 0 ? [] : [missing] });
}

/** Takes the files of a Worker: each is a part whose name is its hash and whose text is base64. */
async function assetsUpload(account: Account, call: Call): Promise<Answer> {
	for (const [hash, value] of await parts(call.body, call.contentType)) {
		const text = typeof value === 'string' ? value : await value.text();
		account.files.set(hash, Buffer.from(text, 'base64'));
	}
	return { ...ok({ jwt: uploadToken() }), status: 201 };
}

function assetsOf(account: Account, name: string): ReadonlyMap<string, Uint8Array> {
	const manifest = account.manifests.get(name) ?? {};
	return new Map(
		Object.entries(manifest).map(([path, { hash }]) => [path, uploaded(account, hash)]),
	);
}

/** @throws if a deployment names a file that was never uploaded */
export function uploaded(account: Account, hash: string): Uint8Array {
	const bytes = account.files.get(hash);
	if (bytes === undefined) throw new Error(`No file with the hash ${hash} was uploaded.`);
	return bytes;
}

/** Takes a Worker's upload apart: its metadata, and each module under its name. */
export async function readWorker(
	name: string,
	body: Uint8Array<ArrayBuffer>,
	contentType: string,
): Promise<UploadedWorker> {
	const form = await parts(body, contentType);
	const modules = new Map<string, UploadedModule>();
	for (const [part, value] of form) {
		if (typeof value === 'string') continue;
		modules.set(part, { type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
	}
	return { name, metadata: JSON.parse(String(form.get('metadata'))) as WorkerMetadata, modules };
}
