import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { type LiveMessage, livePing } from '../../src/core/contract/api';
import { clientKeyField } from '../../src/core/limits/client-key';
import {
	createBroadcast,
	roundInterval,
	socketsPerClient,
} from '../../src/durable-objects/broadcast';
import type { Counter } from '../../src/durable-objects/counter';

/** How long the runtime leaves an idle object in memory, with a margin, in milliseconds. */
const idleUntilEviction = 15_000;

type Stub = DurableObjectStub<Counter>;

interface Watcher {
	readonly socket: WebSocket;
	/** Every piece of news so far, in order. */
	readonly news: LiveMessage[];
	/** Every text that is no news. */
	readonly replies: string[];
	/** The code that the socket was closed with, once it was. */
	readonly closed: Promise<number>;
}

function freshCounter(): Stub {
	return env.COUNTER.getByName(crypto.randomUUID());
}

function ask(stub: Stub, client: string): Promise<Response> {
	const headers = { Upgrade: 'websocket', [clientKeyField]: client };
	return stub.fetch('https://site.example/api/x/live', { headers });
}

async function watch(stub: Stub, client: string = crypto.randomUUID()): Promise<Watcher> {
	const { status, webSocket: socket } = await ask(stub, client);
	if (!socket) throw new Error(`refused with ${status}`);
	const news: LiveMessage[] = [];
	const replies: string[] = [];
	const closed = new Promise<number>((resolve) => {
		socket.addEventListener('close', ({ code }) => resolve(code));
	});
	socket.addEventListener('message', ({ data }) => {
		if (data === livePing.pong) replies.push(data);
		else news.push(JSON.parse(String(data)));
	});
	socket.accept();
	return { socket, news, replies, closed };
}

/** Waits until the last news of a watcher is this. */
function hears(watcher: Watcher, news: Partial<LiveMessage>): Promise<void> {
	return vi.waitFor(() => expect(watcher.news.at(-1)).toMatchObject(news), { timeout: 5000 });
}

it('tells a new watcher the value and the number of watchers at once', async () => {
	const stub = freshCounter();
	await stub.increment(7);
	const watcher = await watch(stub);
	await hears(watcher, { value: 7, version: 1, watchers: 1 });
});

it('tells every watcher each change of the value', async () => {
	const stub = freshCounter();
	const [one, other] = [await watch(stub), await watch(stub)];
	await stub.increment(5);
	await Promise.all([hears(one, { value: 5 }), hears(other, { value: 5 })]);
	await stub.decrement(2);
	await Promise.all([hears(one, { value: 3 }), hears(other, { value: 3 })]);
});

it('tells a watcher who comes and who goes', async () => {
	const stub = freshCounter();
	const one = await watch(stub);
	const other = await watch(stub);
	await hears(one, { watchers: 2 });
	other.socket.close();
	await hears(one, { watchers: 1 });
	await other.closed;
});

it('says nothing of a write that changed nothing', async () => {
	const stub = freshCounter();
	await stub.increment(Number.MAX_SAFE_INTEGER);
	const watcher = await watch(stub);
	await hears(watcher, { version: 1 });
	expect(await stub.increment(1)).toEqual({ refused: 'out-of-range' });
	await stub.decrement(1);
	await hears(watcher, { version: 2 });
	expect(new Set(watcher.news.map(({ version }) => version))).toEqual(new Set([1, 2]));
});

it('sends a burst of writes in few messages and always the last value', async () => {
	const stub = freshCounter();
	const watchers = [await watch(stub), await watch(stub)];
	const started = Date.now();
	for (let count = 0; count < 300; count++) await stub.increment();
	for (const watcher of watchers) await hears(watcher, { value: 300 });
	const rounds = Math.ceil((Date.now() - started) / roundInterval);
	for (const { news } of watchers) {
		// One for each round, one at its beginning, and the two that told of the joining.
		expect(news.length).toBeLessThanOrEqual(rounds + 3);
		const versions = news.map(({ version }) => version);
		expect(versions).toEqual(versions.toSorted((a, b) => a - b));
	}
});

it('keeps below 20 messages a second with its greeting included', () => {
	expect(Math.ceil(1000 / roundInterval) + 1).toBeLessThanOrEqual(20);
});

it('answers a ping and does not call the object for it', async () => {
	const stub = freshCounter();
	const watcher = await watch(stub);
	await runInDurableObject<Counter, void>(stub, (counter) => {
		counter.webSocketMessage = () => {
			throw new Error('the object was called');
		};
	});
	watcher.socket.send(livePing.ping);
	await vi.waitFor(() => expect(watcher.replies).toEqual([livePing.pong]));
	expect(watcher.socket.readyState).toBe(WebSocket.OPEN);
});

it.each([
	['a text', 'hello', 1008],
	['an empty text', '', 1008],
	['a long text', 'x'.repeat(100_000), 1009],
	['bytes', new Uint8Array([1, 2, 3]), 1003],
])('closes the one socket that sends %s', async (_what, message, code) => {
	const stub = freshCounter();
	const [good, bad] = [await watch(stub), await watch(stub)];
	await hears(good, { watchers: 2 });
	for (let time = 0; time < 3; time++) bad.socket.send(message);
	expect(await bad.closed).toBe(code);
	await hears(good, { watchers: 1 });
	await stub.increment();
	await hears(good, { value: 1 });
});

it('closes the one socket that fails', async () => {
	const stub = freshCounter();
	const [good, bad] = [await watch(stub, 'good'), await watch(stub, 'bad')];
	await hears(good, { watchers: 2 });
	await runInDurableObject<Counter, void>(stub, (counter, ctx) => {
		const [socket] = ctx.getWebSockets('bad');
		if (socket) counter.webSocketError(socket);
	});
	await bad.closed;
	await hears(good, { watchers: 1 });
});

it('refuses a client that watches too often, and nobody else', async () => {
	const stub = freshCounter();
	for (let count = 0; count < socketsPerClient; count++) await watch(stub, 'greedy');
	expect((await ask(stub, 'greedy')).status).toBe(429);
	const other = await watch(stub, 'modest');
	await hears(other, { watchers: socketsPerClient + 1 });
});

it('takes no more sockets than it has room for, whoever asks', async () => {
	const stub = freshCounter();
	const [first] = [await watch(stub), await watch(stub)];
	const statuses = await runInDurableObject(stub, (_counter, ctx) =>
		[2, 3].map((capacity) => {
			const { accept } = createBroadcast(ctx, () => ({ value: 0, version: 0 }), capacity);
			const headers = { Upgrade: 'websocket', [clientKeyField]: 'third' };
			return accept(new Request('https://site.example/', { headers })).status;
		}),
	);
	expect(statuses).toEqual([503, 101]);
	await hears(first, { watchers: 3 });
});

it('takes a client again that has closed a socket', async () => {
	const stub = freshCounter();
	const [first] = await Promise.all(
		Array.from({ length: socketsPerClient }, () => watch(stub, 'greedy')),
	);
	const other = await watch(stub, 'modest');
	await hears(other, { watchers: socketsPerClient + 1 });
	first?.socket.close();
	await hears(other, { watchers: socketsPerClient });
	expect((await ask(stub, 'greedy')).status).toBe(101);
});

it('closes the silent sockets of a client that needs room, also after it slept', async () => {
	const stub = freshCounter();
	const sockets = await Promise.all(
		Array.from({ length: socketsPerClient }, () => watch(stub, 'greedy')),
	);
	await runInDurableObject(stub, (_counter, ctx) => {
		const [silent] = ctx.getWebSockets('greedy');
		silent?.serializeAttachment({ opened: 0 });
	});
	await evictDurableObject(stub);
	expect((await ask(stub, 'greedy')).status).toBe(101);
	expect(await Promise.race(sockets.map(({ closed }) => closed))).toBe(1001);
	expect((await ask(stub, 'greedy')).status).toBe(429);
});

it('takes no request but the opening of a socket', async () => {
	const stub = freshCounter();
	const answer = await stub.fetch('https://site.example/', { headers: { [clientKeyField]: 'x' } });
	expect(answer.status).toBe(426);
});

it('keeps its sockets, their clients and their number through hibernation', async () => {
	const stub = freshCounter();
	await stub.increment(4);
	const watchers = [await watch(stub, 'a'), await watch(stub, 'a'), await watch(stub, 'b')];
	for (const watcher of watchers) await hears(watcher, { watchers: 3 });
	const attachments = () =>
		runInDurableObject(stub, (_counter, ctx) =>
			ctx.getWebSockets('a').map((socket) => socket.deserializeAttachment()),
		);
	const before = await attachments();
	await evictDurableObject(stub, { webSockets: 'hibernate' });
	expect(await attachments()).toEqual(before);
	expect(before).toHaveLength(2);
	await stub.increment();
	for (const watcher of watchers) await hears(watcher, { value: 5, watchers: 3 });
});

it('hears a socket close that wakes it', async () => {
	const stub = freshCounter();
	const [one, other] = [await watch(stub), await watch(stub)];
	await hears(one, { watchers: 2 });
	await evictDurableObject(stub, { webSockets: 'hibernate' });
	other.socket.close();
	await hears(one, { watchers: 1 });
});

it('counts no socket that was closed when the object left memory', async () => {
	const stub = freshCounter();
	const gone = [await watch(stub), await watch(stub)];
	await evictDurableObject(stub, { webSockets: 'close' });
	await Promise.all(gone.map(({ closed }) => closed));
	await hears(await watch(stub), { watchers: 1 });
});

it('leaves memory with 100 idle sockets open, since nothing keeps it awake', async () => {
	const instance = (stub: Stub) => runInDurableObject(stub, (counter) => counter);
	const stub = freshCounter();
	const watchers = await Promise.all(Array.from({ length: 100 }, () => watch(stub)));
	await stub.increment();
	for (const watcher of watchers) await hears(watcher, { value: 1, watchers: 100 });
	const before = await instance(stub);

	// The same with a timer, which does keep it awake: else this test would prove nothing.
	const kept = freshCounter();
	await watch(kept);
	await runInDurableObject(kept, () => void setInterval(() => {}, 1000));
	const keptBefore = await instance(kept);

	await scheduler.wait(idleUntilEviction);
	expect(await instance(kept)).toBe(keptBefore);
	expect(await instance(stub)).not.toBe(before);

	for (const { socket } of watchers) socket.send(livePing.ping);
	for (const watcher of watchers) {
		await vi.waitFor(() => expect(watcher.replies).toEqual([livePing.pong]));
	}
	await stub.increment();
	for (const watcher of watchers) await hears(watcher, { value: 2, watchers: 100 });
}, 60_000);
