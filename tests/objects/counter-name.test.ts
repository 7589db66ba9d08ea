import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { byId } from './counter-storage';

let names = 0;
const freshName = (): string => `named-${++names}`;

test('a counter that was written by its name knows it, also when it is called by its id', async () => {
	const name = freshName();
	const stub = env.COUNTER.getByName(name);
	await stub.increment();
	expect((await stub.inspect()).name).toBe(name);
	expect((await byId(stub.id).inspect()).name).toBe(name);
	await evictDurableObject(stub);
	const known = byId(stub.id);
	await known.increment();
	expect((await known.inspect()).name).toBe(name);
});

test('a counter that is called by its id alone has no name', async () => {
	const stub = env.COUNTER.get(env.COUNTER.newUniqueId());
	await stub.increment();
	expect((await stub.inspect()).name).toBeUndefined();
});

test('a deleted counter has forgotten its value, and only the runtime still knows its name', async () => {
	const name = freshName();
	const stub = env.COUNTER.getByName(name);
	await stub.increment();
	expect(await stub.remove()).toMatchObject({ value: 1, version: 1 });
	expect(await stub.inspect()).toMatchObject({ value: 0, version: 0, name });
});

test('a counter that was woken by its id learns its name from a write by the name', async () => {
	const name = freshName();
	const id = env.COUNTER.idFromName(name);
	await byId(id).getCounterValue();
	await env.COUNTER.getByName(name).increment(1, undefined, undefined, name);
	expect((await byId(id).inspect()).name).toBe(name);
	await evictDurableObject(byId(id));
	await byId(id).increment();
	expect((await byId(id).inspect()).name).toBe(name);
});
