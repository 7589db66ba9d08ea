import { runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { livePing } from '../../src/core/contract/answers';
import { audienceInterval, shortestInterval } from '../../src/core/objects/broadcast-rounds';
import type { Counter } from '../../src/durable-objects/counter';
import { freshCounter } from './counter-storage';
import { receives, receivesPong, watch } from './watcher';

test('a new watcher receives the value and the number of watchers at once', async () => {
	const stub = freshCounter();
	await stub.increment(7);
	const watcher = await watch(stub);
	await receives(watcher, { value: 7, version: 1, watchers: 1 });
});

test('every watcher receives each change of the value', async () => {
	const stub = freshCounter();
	const [one, other] = [await watch(stub), await watch(stub)];
	await stub.increment(5);
	await Promise.all([receives(one, { value: 5 }), receives(other, { value: 5 })]);
	await stub.decrement(2);
	await Promise.all([receives(one, { value: 3 }), receives(other, { value: 3 })]);
});

test('a watcher receives the number of watchers when another one connects or closes', async () => {
	const stub = freshCounter();
	const one = await watch(stub);
	const other = await watch(stub);
	await receives(one, { watchers: 2 });
	other.socket.close();
	await receives(one, { watchers: 1 });
	await other.closed;
});

test('a refused write is not broadcast', async () => {
	const stub = freshCounter();
	await stub.increment(Number.MAX_SAFE_INTEGER);
	const watcher = await watch(stub);
	await receives(watcher, { version: 1 });
	expect(await stub.increment(1)).toEqual({ refused: 'out-of-range' });
	await stub.decrement(1);
	await receives(watcher, { version: 2 });
	expect(new Set(watcher.messages.map(({ version }) => version))).toEqual(new Set([1, 2]));
});

test('a burst of writes is broadcast in few messages that end with the last value', async () => {
	const stub = freshCounter();
	const watchers = [await watch(stub), await watch(stub)];
	const started = Date.now();
	for (let count = 0; count < 300; count++) await stub.increment();
	for (const watcher of watchers) await receives(watcher, { value: 300 });
	const intervals = Math.ceil((Date.now() - started) / shortestInterval);
	for (const { messages } of watchers) {
		// One for each interval, one at its start, and the two for the connections.
		expect(messages.length).toBeLessThanOrEqual(intervals + 3);
		const versions = messages.map(({ version }) => version);
		expect(versions).toEqual(versions.toSorted((a, b) => a - b));
	}
});

test.each([3_600_000, -3_600_000])(
	'a clock that jumps by %d ms delays no message and loses none',
	async (step) => {
		const stub = freshCounter();
		const watcher = await watch(stub);
		await stub.increment();
		await receives(watcher, { value: 1 });
		vi.setSystemTime(Date.now() + step);
		try {
			await stub.increment();
			await stub.increment();
			await receives(watcher, { value: 3 });
			const other = await watch(stub);
			await receives(watcher, { watchers: 2 });
			other.socket.close();
			await receives(watcher, { watchers: 1 });
		} finally {
			vi.useRealTimers();
		}
		await stub.increment();
		await receives(watcher, { value: 4 });
	},
);

test('a change of the audience waits for two seconds, and a change of the value takes it along', async () => {
	const stub = freshCounter();
	const watcher = await watch(stub);
	await receives(watcher, { watchers: 1 });
	const began = Date.now();
	const late = await watch(stub);
	await receives(late, { watchers: 2 });
	if (Date.now() - began < audienceInterval / 2) {
		expect(watcher.messages.at(-1)).toMatchObject({ watchers: 1 });
	}
	await stub.increment();
	await receives(watcher, { value: 1, watchers: 2 });
});

test('a ping is answered without a call of the object', async () => {
	const stub = freshCounter();
	const watcher = await watch(stub);
	await runInDurableObject<Counter, void>(stub, (counter) => {
		counter.webSocketMessage = () => {
			throw new Error('the object was called');
		};
	});
	watcher.socket.send(livePing.ping);
	await receivesPong(watcher);
	expect(watcher.socket.readyState).toBe(WebSocket.OPEN);
});
