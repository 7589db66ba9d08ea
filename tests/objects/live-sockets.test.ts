import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { clientKeyField } from '../../src/core/limits/client-key';
import { createBroadcast, socketsPerClient } from '../../src/durable-objects/broadcast';
import type { Counter } from '../../src/durable-objects/counter';
import { freshCounter } from './counter-storage';
import { receives, requestSocket, watch } from './watcher';

test.each([
	['a text', 'hello', 1008],
	['an empty text', '', 1008],
	['a long text', 'x'.repeat(100_000), 1009],
	['bytes', new Uint8Array([1, 2, 3]), 1003],
])('a socket that sends %s is closed, and no other', async (_what, message, code) => {
	const stub = freshCounter();
	const [good, bad] = [await watch(stub), await watch(stub)];
	await receives(good, { watchers: 2 });
	for (let time = 0; time < 3; time++) bad.socket.send(message);
	expect(await bad.closed).toBe(code);
	await receives(good, { watchers: 1 });
	await stub.increment();
	await receives(good, { value: 1 });
});

test('a socket that fails is closed, and no other', async () => {
	const stub = freshCounter();
	const [good, bad] = [await watch(stub, 'good'), await watch(stub, 'bad')];
	await receives(good, { watchers: 2 });
	await runInDurableObject<Counter, void>(stub, (counter, ctx) => {
		const [socket] = ctx.getWebSockets('bad');
		if (socket) counter.webSocketError(socket);
	});
	await bad.closed;
	await receives(good, { watchers: 1 });
});

test('a client with the most sockets is refused another, and other clients are not', async () => {
	const stub = freshCounter();
	for (let count = 0; count < socketsPerClient; count++) await watch(stub, 'client');
	expect((await requestSocket(stub, 'client')).status).toBe(429);
	const other = await watch(stub, 'other client');
	await receives(other, { watchers: socketsPerClient + 1 });
});

test('a counter with the most sockets refuses every client', async () => {
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
	await receives(first, { watchers: 3 });
});

test('a client may open a socket again after it closed one', async () => {
	const stub = freshCounter();
	const [first] = await Promise.all(
		Array.from({ length: socketsPerClient }, () => watch(stub, 'client')),
	);
	const other = await watch(stub, 'other client');
	await receives(other, { watchers: socketsPerClient + 1 });
	first?.socket.close();
	await receives(other, { watchers: socketsPerClient });
	expect((await requestSocket(stub, 'client')).status).toBe(101);
});

test('silent sockets of a client are closed when it opens another, also after eviction', async () => {
	const stub = freshCounter();
	const sockets = await Promise.all(
		Array.from({ length: socketsPerClient }, () => watch(stub, 'client')),
	);
	await runInDurableObject(stub, (_counter, ctx) => {
		const [silent] = ctx.getWebSockets('client');
		silent?.serializeAttachment({ opened: 0 });
	});
	await evictDurableObject(stub);
	expect((await requestSocket(stub, 'client')).status).toBe(101);
	expect(await Promise.race(sockets.map(({ closed }) => closed))).toBe(1001);
	expect((await requestSocket(stub, 'client')).status).toBe(429);
});

test('a request that opens no socket is answered with 426', async () => {
	const stub = freshCounter();
	const answer = await stub.fetch('https://site.example/', { headers: { [clientKeyField]: 'x' } });
	expect(answer.status).toBe(426);
});
