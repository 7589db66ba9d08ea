/** A counter's WebSocket with a client that is no browser's, down to the frames of RFC 6455. */
import { once } from 'node:events';
import { expect, inject, test } from 'vitest';
import WebSocket from 'ws';
import { freshName, post, randomAddress } from './http';

const site = inject('siteUrl');

interface Socket {
	readonly socket: WebSocket;
	/** The texts received, the oldest first. */
	readonly texts: readonly string[];
}

async function open(name: string, options: WebSocket.ClientOptions = {}): Promise<Socket> {
	const socket = new WebSocket(`${site.replace(/^http/, 'ws')}/api/${name}/live`, {
		...options,
		headers: { 'CF-Connecting-IP': randomAddress(), ...options.headers },
	});
	const texts: string[] = [];
	socket.on('message', (data, isBinary) => texts.push(isBinary ? 'binary' : String(data)));
	await once(socket, 'open');
	return { socket, texts };
}

async function close({ socket }: Socket): Promise<number> {
	const closed = once(socket, 'close');
	socket.close(1000);
	return (await closed)[0] as number;
}

test.each([true, false])(
	'a client from the registry receives values as text (compression offered: %s)',
	async (perMessageDeflate) => {
		const name = freshName();
		const watcher = await open(name, { perMessageDeflate });
		await expect.poll(() => watcher.texts.at(-1)).toBe('{"value":0,"version":0,"watchers":1}');
		await post(`${site}/api/${name}/increment`);
		await expect
			.poll(() => watcher.texts.at(-1))
			.toMatch(/^\{"value":1,"version":1,"epoch":\d+,"watchers":1\}$/);
		expect(await close(watcher)).toBe(1000);
	},
);

test('a ping frame is answered with a pong frame that has its content', async () => {
	const watcher = await open(freshName());
	const answered = once(watcher.socket, 'pong');
	watcher.socket.ping('are you there');
	expect(String((await answered)[0])).toBe('are you there');
	expect(await close(watcher)).toBe(1000);
});

test('the text ping is answered with pong and counts nothing', async () => {
	const name = freshName();
	const watcher = await open(name);
	watcher.socket.send('ping');
	await expect.poll(() => watcher.texts).toContain('pong');
	expect(await close(watcher)).toBe(1000);
});

test.each([
	{ what: 'a text', message: '{"amount":1}', code: 1008 },
	{ what: 'a binary message', message: Buffer.from([1, 2, 3]), code: 1003 },
	{ what: 'a text of 100,000 characters', message: 'x'.repeat(100_000), code: 1009 },
])('$what from a watcher closes its socket with $code', async ({ message, code }) => {
	const { socket } = await open(freshName());
	const closed = once(socket, 'close');
	socket.send(message);
	expect((await closed)[0]).toBe(code);
});

test('a message in fragments is refused like a whole one', async () => {
	const { socket } = await open(freshName());
	const closed = once(socket, 'close');
	socket.send('{"amo', { fin: false });
	socket.send('unt":1}', { fin: true });
	expect((await closed)[0]).toBe(1008);
});

test('a handshake from another site’s page is refused with 403', async () => {
	const refused = new WebSocket(`${site.replace(/^http/, 'ws')}/api/${freshName()}/live`, {
		origin: 'https://elsewhere.example',
		headers: { 'CF-Connecting-IP': randomAddress() },
	});
	const [, answer] = await once(refused, 'unexpected-response');
	expect(answer.statusCode).toBe(403);
	refused.on('error', () => undefined);
	refused.terminate();
});
