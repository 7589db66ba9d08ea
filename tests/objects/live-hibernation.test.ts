import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { livePing } from '../../src/core/contract/answers';
import type { Counter } from '../../src/durable-objects/counter';
import { freshCounter } from './counter-storage';
import { receives, receivesPong, watch } from './watcher';

/**
 * How long the runtime leaves an idle object in memory, with a margin, in milliseconds. A call ends
 * the idle time, so a test looks at the object no more often than this.
 */
const idleUntilEviction = 15_000;

/** The object in memory, so that a test sees whether it is another one than before. */
function instance(stub: DurableObjectStub<Counter>): Promise<Counter> {
	return runInDurableObject(stub, (counter) => counter);
}

// #region hibernation
test('sockets, their clients and their number survive hibernation', async () => {
	const stub = freshCounter();
	await stub.increment(4);
	const watchers = [await watch(stub, 'a'), await watch(stub, 'a'), await watch(stub, 'b')];
	for (const watcher of watchers) await receives(watcher, { watchers: 3 });
	const attachments = () =>
		runInDurableObject(stub, (_counter, ctx) =>
			ctx.getWebSockets('a').map((socket) => socket.deserializeAttachment()),
		);
	const before = await attachments();
	await evictDurableObject(stub, { webSockets: 'hibernate' });
	expect(await attachments()).toEqual(before);
	expect(before).toHaveLength(2);
	await stub.increment();
	for (const watcher of watchers) await receives(watcher, { value: 5, watchers: 3 });
});
// #endregion hibernation

test('a socket that closes during hibernation is no longer counted', async () => {
	const stub = freshCounter();
	const [one, other] = [await watch(stub), await watch(stub)];
	await receives(one, { watchers: 2 });
	await evictDurableObject(stub, { webSockets: 'hibernate' });
	other.socket.close();
	await receives(one, { watchers: 1 });
});

test('sockets that were closed at eviction are not counted', async () => {
	const stub = freshCounter();
	const gone = [await watch(stub), await watch(stub)];
	await evictDurableObject(stub, { webSockets: 'close' });
	await Promise.all(gone.map(({ closed }) => closed));
	await receives(await watch(stub), { watchers: 1 });
});

test('a counter with 100 idle sockets is evicted', async () => {
	const stub = freshCounter();
	const watchers = await Promise.all(Array.from({ length: 100 }, () => watch(stub)));
	await stub.increment();
	for (const watcher of watchers) await receives(watcher, { value: 1, watchers: 100 });
	const before = await instance(stub);

	// A counter with a timer stays in memory: without this one, the test would prove nothing.
	const kept = freshCounter();
	await watch(kept);
	await runInDurableObject(kept, () => void setInterval(() => {}, 1000));
	const keptBefore = await instance(kept);

	await expect
		.poll(() => instance(stub), { interval: idleUntilEviction, timeout: 4 * idleUntilEviction })
		.not.toBe(before);
	expect(await instance(kept)).toBe(keptBefore);

	for (const { socket } of watchers) socket.send(livePing.ping);
	for (const watcher of watchers) {
		await receivesPong(watcher);
	}
	await stub.increment();
	for (const watcher of watchers) await receives(watcher, { value: 2, watchers: 100 });
}, 120_000);
