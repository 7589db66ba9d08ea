/**
 * A stand-in for Cloudflare's API on this machine: as much of it as wrangler uses to deploy a Worker
 * or a Pages project. What it was given is kept in memory. It is also the proxy of the commands under
 * test, so that nothing which they ask of other hosts leaves the machine.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Account, type Circumstances, freshAccount } from './account';
import { type Answer, type Call, listPage, noRight, ok, refusal } from './answer';
import { pagesApi, pagesAssetsApi } from './pages-api';
import { workersApi } from './workers-api';

export interface Request {
	readonly method: string;
	readonly path: string;
	readonly status: number;
}

export interface CloudflareStandIn extends Account {
	/** Where it listens, without a slash at its end. */
	readonly url: string;
	readonly requests: Request[];
	/** Calls that the stand-in has no answer for, and failures of its own. */
	readonly faults: string[];
	stop(): Promise<void>;
}

export async function startCloudflare(
	circumstances: Partial<Circumstances> = {},
): Promise<CloudflareStandIn> {
	const account: Account = {
		circumstances: { ...freshAccount, ...circumstances },
		workers: new Map(),
		projects: new Map(),
		deployments: [],
		files: new Map(),
		manifests: new Map(),
	};
	const requests: Request[] = [];
	const faults: string[] = [];
	const { productionBranch } = account.circumstances;
	if (productionBranch !== undefined) account.projects.set('durable-counters', productionBranch);

	const server = createServer(async (request, response) => {
		const { method = 'GET', url: target = '/' } = request;
		// Only a proxy is asked for a whole address.
		const isForeign = !target.startsWith('/');
		const answer = isForeign
			? refusal(502, 0, 'This machine has no network.')
			: await answerTo(account, request).catch((error: unknown) => {
					faults.push(`${method} ${target}: ${String(error)}`);
					return refusal(500, 0, String(error));
				});
		if (answer.status === 404 && isUnknown(answer)) faults.push(`${method} ${target}: unknown`);
		requests.push({ method, path: target, status: answer.status });
		response.writeHead(answer.status, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(answer.body));
	});
	server.on('connect', ({ url: path = '' }, socket) => {
		requests.push({ method: 'CONNECT', path, status: 502 });
		socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
	});
	const port = await listen(server);
	return {
		...account,
		get circumstances() {
			return account.circumstances;
		},
		set circumstances(value) {
			account.circumstances = value;
		},
		url: `http://127.0.0.1:${port}`,
		requests,
		faults,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function listen(server: Server): Promise<number> {
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});
}

const unknownRoute = refusal(404, 7000, 'No route for that URI');
const noSuchAccount = refusal(
	404,
	7003,
	'Could not route to the account, perhaps your object identifier is invalid?',
);
const isUnknown = (answer: Answer): boolean => answer === unknownRoute;

async function answerTo(account: Account, request: IncomingMessage): Promise<Answer> {
	const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(chunk);
	const [, id, path = pathname] = /^\/accounts\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
	if (id !== undefined && !account.circumstances.accounts.includes(id)) return noSuchAccount;
	const call: Call = {
		method: request.method ?? 'GET',
		path,
		query,
		contentType: request.headers['content-type'] ?? '',
		body: new Uint8Array(Buffer.concat(chunks)),
	};
	return (await route(account, call)) ?? unknownRoute;
}

function route(account: Account, call: Call): Promise<Answer | undefined> | Answer | undefined {
	const { token, maySeeMemberships, accounts } = account.circumstances;
	if (token === 'invalid') return refusal(403, 9109, 'Invalid access token');
	const { path, query } = call;
	if (path === '/user/tokens/verify') return ok({ id: 'token', status: 'active' });
	if (path === '/accounts') {
		return listPage(maySeeMemberships ? accounts.map(accountEntry) : [], query);
	}
	if (path === '/memberships') {
		if (!maySeeMemberships) return noRight;
		return listPage(
			accounts.map((id, index) => ({ id, account: accountEntry(id, index), roles: [] })),
			query,
		);
	}
	if (path === '/user') {
		if (maySeeMemberships) return ok({ id: 'user', email: 'someone@example.com' });
		return refusal(403, 9109, 'Unauthorized to access requested resource');
	}
	if (path.startsWith('/pages/assets/')) return pagesAssetsApi(account, call);
	if (path.startsWith('/pages/')) return pagesApi(account, call);
	if (path.startsWith('/workers/')) return workersApi(account, call);
	return undefined;
}

function accountEntry(id: string, index: number): object {
	return { id, name: `Account ${index + 1}`, type: 'standard', settings: {} };
}
