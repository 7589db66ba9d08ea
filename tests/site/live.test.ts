import { request } from 'node:http';
import { expect, inject, test } from 'vitest';
import type { ProblemDocument } from '../../src/core/contract/answers';
import { freshName, post, randomAddress, send } from './http';
import { watch } from './watch';

const site = inject('siteUrl');
const handshake = {
	Upgrade: 'websocket',
	Connection: 'Upgrade',
	'Sec-WebSocket-Version': '13',
	'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** Sends the handshake of a WebSocket that is refused, and returns the status and the problem. */
async function refusal(name: string, headers: Readonly<Record<string, string>>) {
	const { status, text } = await send(`${site}/api/${name}/live`, {
		headers: { ...handshake, ...headers },
	});
	return { status, problem: JSON.parse(text) as ProblemDocument };
}

test('a watcher receives the value at once and then every change', async () => {
	const name = freshName();
	const { messages, close } = await watch(site, name);
	await expect.poll(() => messages.at(-1)).toEqual({ value: 0, version: 0, watchers: 1 });
	await post(`${site}/api/${name}/increment`);
	await expect.poll(() => messages.at(-1)).toMatchObject({ value: 1, version: 1, watchers: 1 });
	close();
});

test('the handshake of a WebSocket is answered as RFC 6455 asks', async () => {
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

test.each(['GET', 'HEAD'])(
	'a plain %s of a WebSocket’s address is refused with 426',
	async (method) => {
		const { status, text } = await send(`${site}/api/${freshName()}/live`, { method });
		expect(status).toBe(426);
		if (method === 'GET') expect(JSON.parse(text).type).toBe(`${site}/problems/upgrade-required`);
	},
);

test('a POST to a WebSocket’s address is refused with 405', async () => {
	const { status, headers } = await post(`${site}/api/${freshName()}/live`);
	expect(status).toBe(405);
	expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
});

test('an upgrade to another protocol than WebSocket is refused with 426', async () => {
	expect((await refusal(freshName(), { Upgrade: 'h2c' })).status).toBe(426);
});

test('a WebSocket on an invalid name is refused with 400', async () => {
	const { status, problem } = await refusal('No-Name', {});
	expect(status).toBe(400);
	expect(problem.type).toBe(`${site}/problems/invalid-name`);
});

test.each([
	{ Origin: 'https://elsewhere.example' },
	{ Origin: 'null' },
	{ 'Sec-Fetch-Site': 'cross-site' },
	{ 'Sec-Fetch-Site': 'same-site', Origin: site },
])('a WebSocket of a page on another site is refused with 403: %o', async (headers) => {
	const { status, problem } = await refusal(freshName(), headers as Record<string, string>);
	expect(status).toBe(403);
	expect(problem.type).toBe(`${site}/problems/cross-site`);
});

test('a page of this site and a program may open a WebSocket', async () => {
	for (const headers of [{ Origin: site }, { 'Sec-Fetch-Site': 'same-origin' }, {}]) {
		(await watch(site, freshName(), headers as Record<string, string>)).close();
	}
});

test('one client may open 10 WebSockets on a counter, whichever client it claims to be', async () => {
	const name = freshName();
	const client = { 'CF-Connecting-IP': randomAddress() };
	const claim = () => ({ ...client, 'X-Client-Key': randomAddress() });
	const watchers = await Promise.all(Array.from({ length: 10 }, () => watch(site, name, claim())));
	const { status, problem } = await refusal(name, claim());
	expect(status).toBe(429);
	expect(problem.retryAfter).toBeGreaterThan(0);
	// Neither another counter nor another client is limited by that.
	(await watch(site, freshName(), client)).close();
	(await watch(site, name)).close();
	for (const { close } of watchers) close();
	const reopen = (): Promise<string> =>
		watch(site, name, client).then(
			({ close }) => {
				close();
				return 'open';
			},
			() => 'refused',
		);
	await expect.poll(reopen).toBe('open');
});

test('a client that opens and closes connections too often is asked to wait a second', async () => {
	const name = freshName();
	const client = { 'CF-Connecting-IP': randomAddress() };
	let answer: Awaited<ReturnType<typeof refusal>> | undefined;
	for (let join = 0; join < 200 && !answer; join++) {
		const watcher = await watch(site, name, client).catch(() => undefined);
		watcher?.close();
		if (!watcher) answer = await refusal(name, client);
		// The place of a socket is free only when the counter has seen it close.
		if (answer?.problem.retryAfter !== 1) answer = undefined;
	}
	expect(answer?.status).toBe(429);
	expect(answer?.problem.detail).toContain('opened and closed too many connections');
	(await watch(site, freshName(), client)).close();
});
