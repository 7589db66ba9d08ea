import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { demoName } from '../../src/core/contract/name';
import {
	type RecordedEvent,
	recordedEvents,
	recordingWait,
} from '../../src/core/contract/recording';
import { randomDigits } from '../../src/islands/counter/client';
import { byId, freshCounter, keyA } from './counter-storage';
import { watch } from './watcher';

const freshDemo = () => env.COUNTER.getByName(demoName(randomDigits()));

/** What was recorded, without when. */
function withoutTimes(events: readonly RecordedEvent[]) {
	return events.map(({ id, at, ...happening }) => happening);
}

test('a recorder reports that the object woke, was called, and how many rows it wrote', async () => {
	const stub = freshDemo();
	await stub.write({ operation: 'increment', amount: 1 });
	await stub.getCounterValue();
	expect(withoutTimes(await stub.recording())).toEqual([
		{ event: 'woke' },
		{ event: 'call', method: 'write' },
		{ event: 'rows', count: 2 },
		{ event: 'alarm', due: expect.any(Number) },
		{ event: 'call', method: 'getCounterValue' },
	]);
});

test('a recorder reports sockets, rounds, and the alarm that is set and rings', async () => {
	const stub = freshDemo();
	const { socket } = await watch(stub);
	await stub.increment(1, keyA, 'client');
	socket.close();
	await runDurableObjectAlarm(stub);
	await expect
		.poll(async () => withoutTimes(await stub.recording()))
		.toEqual(
			expect.arrayContaining([
				{ event: 'socket', watchers: 1 },
				{ event: 'round', watchers: 1 },
				{ event: 'alarm', due: expect.any(Number) },
				{ event: 'socket', watchers: 0 },
				{ event: 'alarm' },
			]),
		);
});

test('a reader gets only what happened after the event it knows', async () => {
	const stub = freshDemo();
	await stub.inspect();
	const known = await stub.recording();
	await stub.inspect();
	expect(withoutTimes(await stub.recording(known.at(-1)?.id))).toEqual([
		{ event: 'call', method: 'inspect' },
	]);
});

test('a reader that knows all receives the next event as it happens', async () => {
	const stub = freshDemo();
	const last = (await stub.recording()).at(-1);
	const started = Date.now();
	const next = stub.recording(last?.id);
	await stub.inspect();
	expect(withoutTimes(await next)).toEqual([{ event: 'call', method: 'inspect' }]);
	expect(Date.now() - started).toBeLessThan(recordingWait);
});

test('a reader that knows all receives nothing after a while', async () => {
	const stub = freshDemo();
	const last = (await stub.recording()).at(-1);
	expect(await stub.recording(last?.id)).toEqual([]);
});

test('a recorder keeps the last events, and forgets them with the instance', async () => {
	const stub = freshDemo();
	for (let call = 0; call < 60; call++) await stub.inspect();
	const kept = await stub.recording();
	expect(kept).toHaveLength(recordedEvents);
	expect(kept.at(-1)?.id).toMatch(/-61$/);
	await evictDurableObject(stub);
	const anew = await stub.recording(kept.at(-1)?.id);
	expect(withoutTimes(anew)).toEqual([{ event: 'woke' }]);
	expect(anew[0]?.id).toMatch(/-1$/);
});

test('an object that was woken by its id records from the first call that has the name of its demo', async () => {
	const name = demoName(randomDigits());
	const id = env.COUNTER.idFromName(name);
	await byId(id).getCounterValue();
	expect(await byId(id).recording()).toEqual([]);
	const stub = env.COUNTER.getByName(name);
	expect(withoutTimes(await stub.recording(undefined, name))).toEqual([{ event: 'woke' }]);
	await byId(id).increment();
	expect(withoutTimes(await byId(id).recording())).toEqual([
		{ event: 'woke' },
		{ event: 'call', method: 'write' },
		{ event: 'rows', count: 2 },
		{ event: 'alarm', due: expect.any(Number) },
	]);
});

test('the object of any other counter has no recorder', async () => {
	const stub = freshCounter();
	await stub.increment();
	expect(await stub.recording()).toEqual([]);
});
