import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { clientKeyField } from '../../src/core/limits/client-key';
import { searchInterval, socketsPerClient } from '../../src/durable-objects/audience';
import { createBroadcast } from '../../src/durable-objects/broadcast';
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
			const { accept } = createBroadcast(
				ctx,
				() => ({ value: 0, version: 0 }),
				undefined,
				capacity,
			);
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

/** Asks a counter that takes `capacity` sockets for one more, and returns the status. */
function joinFull(ctx: DurableObjectState, capacity: number) {
	const { accept } = createBroadcast(ctx, () => ({ value: 0, version: 0 }), undefined, capacity);
	return (client: string): number => {
		const headers = { Upgrade: 'websocket', [clientKeyField]: client };
		return accept(new Request('https://site.example/', { headers })).status;
	};
}

test('a full counter closes silent sockets of any client before it refuses one', async () => {
	const stub = freshCounter();
	const watchers = [await watch(stub, 'a'), await watch(stub, 'b'), await watch(stub, 'c')];
	const statuses = await runInDurableObject(stub, (_counter, ctx) => {
		const join = joinFull(ctx, 3);
		const [a] = ctx.getWebSockets('a');
		const [b] = ctx.getWebSockets('b');
		a?.serializeAttachment({ opened: 0 });
		const first = [join('d'), join('e')];
		// The second search is soon after the first: it costs all sockets a look.
		b?.serializeAttachment({ opened: 0 });
		const second = join('e');
		vi.setSystemTime(Date.now() + searchInterval);
		const third = join('e');
		vi.useRealTimers();
		return [...first, second, third];
	});
	expect(statuses).toEqual([101, 503, 503, 101]);
	expect(await watchers[0]?.closed).toBe(1001);
	expect(await watchers[1]?.closed).toBe(1001);
	expect(watchers[2]?.socket.readyState).toBe(WebSocket.OPEN);
});

test('after the clock went back, a socket of a client that is gone keeps no place', async () => {
	const stub = freshCounter();
	await watch(stub, 'a');
	const status = await runInDurableObject(stub, (_counter, ctx) => {
		const [a] = ctx.getWebSockets('a');
		a?.serializeAttachment({ opened: Date.now() + 3_600_000 });
		return joinFull(ctx, 1)('b');
	});
	expect(status).toBe(101);
});

test('one client that joins and leaves again and again is refused, and no watcher is flooded', async () => {
	const stub = freshCounter();
	const watchers = await Promise.all(Array.from({ length: 30 }, () => watch(stub)));
	for (const watcher of watchers) await receives(watcher, { watchers: 30 });
	const before = watchers.map(({ messages }) => messages.length);

	const began = Date.now();
	const refusals: Response[] = [];
	for (let join = 0; join < 153; join++) {
		const answer = await requestSocket(stub, 'attacker');
		if (answer.status === 429) refusals.push(answer);
		answer.webSocket?.accept();
		answer.webSocket?.close();
	}
	await stub.increment();
	for (const watcher of watchers) await receives(watcher, { value: 1 });
	const seconds = (Date.now() - began) / 1000;

	expect(refusals.length).toBeGreaterThanOrEqual(153 - 30 - Math.ceil(seconds));
	expect(refusals[0]?.headers.get('Retry-After')).toBe('1');
	for (const [index, { messages }] of watchers.entries()) {
		// One for each two seconds, one at their start, and one for the write.
		const rounds = Math.ceil(seconds / 2) + 2;
		expect(messages.length - (before[index] ?? 0)).toBeLessThanOrEqual(rounds);
	}
	for (const watcher of watchers) await receives(watcher, { watchers: 30 });
	expect((await requestSocket(stub, 'another client')).status).toBe(101);
});

test('the number of watchers is exact after any order of joining, leaving, failing and eviction', async () => {
	const stub = freshCounter();
	const watchers = await Promise.all(Array.from({ length: 12 }, () => watch(stub)));
	for (const { socket } of watchers.slice(0, 3)) socket.close();
	for (const { socket } of watchers.slice(3, 5)) socket.send('hello');
	const [last] = watchers.slice(-1);
	await receives(last, { watchers: 7 });
	await evictDurableObject(stub, { webSockets: 'hibernate' });
	for (const { socket } of watchers.slice(5, 7)) socket.close();
	await watch(stub);
	await receives(last, { watchers: 6 });
	expect((await stub.inspect()).watchers).toBe(6);
});

test('a request that opens no socket is answered with 426', async () => {
	const stub = freshCounter();
	const answer = await stub.fetch('https://site.example/', { headers: { [clientKeyField]: 'x' } });
	expect(answer.status).toBe(426);
});
