import { request } from 'node:http';
import { describe, expect, inject, test, vi } from 'vitest';
import type { LiveMessage, ProblemDocument } from '../../src/core/contract/api.ts';
import { freshName, randomAddress, send } from './http';

const site = inject('siteUrl');
const upgrade = { Upgrade: 'websocket', Connection: 'Upgrade' };
const handshake = {
	...upgrade,
	'Sec-WebSocket-Version': '13',
	'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

interface Watcher {
	readonly news: LiveMessage[];
	close(): void;
}

/** Opens a WebSocket as a client with an address. */
function watch(name: string, headers: Record<string, string> = {}): Promise<Watcher> {
	const address = `${site.replace(/^http/, 'ws')}/api/${name}/live`;
	// Node's own takes headers, which a browser's does not.
	const socket = Reflect.construct(WebSocket, [
		address,
		{ headers: { 'CF-Connecting-IP': randomAddress(), ...headers } },
	]) as WebSocket;
	const news: LiveMessage[] = [];
	socket.addEventListener('message', ({ data }) => void news.push(JSON.parse(String(data))));
	return new Promise((resolve, reject) => {
		socket.addEventListener('error', () => reject(new Error('refused')));
		socket.addEventListener('open', () => resolve({ news, close: () => socket.close() }));
	});
}

/** Opens a WebSocket by hand and returns the status and the problem of the answer. */
async function refusal(name: string, headers: Record<string, string>) {
	const { status, text } = await send(`${site}/api/${name}/live`, {
		headers: { ...handshake, ...headers },
	});
	return { status, problem: JSON.parse(text) as ProblemDocument };
}

test('a watcher is told the value at once and then every change', async () => {
	const name = freshName();
	const { news, close } = await watch(name);
	await vi.waitFor(() => expect(news.at(-1)).toEqual({ value: 0, version: 0, watchers: 1 }));
	await send(`${site}/api/${name}/increment`, { method: 'POST' });
	await vi.waitFor(() => expect(news.at(-1)).toEqual({ value: 1, version: 1, watchers: 1 }));
	close();
});

test('the handshake is answered as RFC 6455 asks', async () => {
	const accepted = await new Promise<string | string[] | undefined>((resolve, reject) => {
		const outgoing = request(`${site}/api/${freshName()}/live`, { headers: handshake });
		outgoing.on('upgrade', ({ headers }, socket) => {
			resolve(headers['sec-websocket-accept']);
			socket.destroy();
		});
		outgoing.on('response', ({ statusCode }) => reject(new Error(String(statusCode))));
		outgoing.on('error', reject);
		outgoing.end();
	});
	expect(accepted).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});

describe('no WebSocket is opened', () => {
	test.each(['GET', 'HEAD'])('by a plain %s', async (method) => {
		const { status, text } = await send(`${site}/api/${freshName()}/live`, { method });
		expect(status).toBe(426);
		if (method === 'GET') expect(JSON.parse(text).type).toBe(`${site}/problems/upgrade-required`);
	});

	test('by a POST', async () => {
		const { status, headers } = await send(`${site}/api/${freshName()}/live`, { method: 'POST' });
		expect(status).toBe(405);
		expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
	});

	test('by an upgrade to something else', async () => {
		expect((await refusal(freshName(), { Upgrade: 'h2c' })).status).toBe(426);
	});

	test('for a name that is none', async () => {
		const { status, problem } = await refusal('No-Name', {});
		expect(status).toBe(400);
		expect(problem.type).toBe(`${site}/problems/invalid-name`);
	});

	test.each([
		{ Origin: 'https://elsewhere.example' },
		{ Origin: 'null' },
		{ 'Sec-Fetch-Site': 'cross-site' },
		{ 'Sec-Fetch-Site': 'same-site', Origin: site },
	])('for a page on another site: %o', async (headers) => {
		const { status, problem } = await refusal(freshName(), headers as Record<string, string>);
		expect(status).toBe(403);
		expect(problem.type).toBe(`${site}/problems/cross-site`);
	});
});

test('a page of this site and a program may watch', async () => {
	for (const headers of [{ Origin: site }, { 'Sec-Fetch-Site': 'same-origin' }, {}]) {
		(await watch(freshName(), headers as Record<string, string>)).close();
	}
});

test('one client may not watch one counter without end, whoever it says it is', async () => {
	const name = freshName();
	const client = { 'CF-Connecting-IP': randomAddress() };
	const pose = () => ({ ...client, 'X-Client-Key': randomAddress() });
	const watchers = await Promise.all(Array.from({ length: 10 }, () => watch(name, pose())));
	const { status, problem } = await refusal(name, pose());
	expect(status).toBe(429);
	expect(problem.retryAfter).toBeGreaterThan(0);
	// Another counter, and another client, are not concerned.
	(await watch(freshName(), client)).close();
	(await watch(name)).close();
	for (const { close } of watchers) close();
	await vi.waitFor(async () => (await watch(name, client)).close(), { timeout: 5000 });
});
