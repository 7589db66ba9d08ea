import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { findPlace } from '../../src/durable-objects/demo/place';
import { freshCounter } from './counter-storage';

const id = env.COUNTER.idFromName('place');
const address = 'https://counters.example/cdn-cgi/trace';

test('an object on this machine is in no data centre, asks nobody and stores nothing', async () => {
	const stub = freshCounter();
	expect(await stub.place(undefined)).toEqual({ dataCentre: null, jurisdiction: null });
	await runInDurableObject(stub, (_, { storage }) => expect([...storage.kv.list()]).toEqual([]));
});

test('an object on the network reads which data centre took a request of its own', async () => {
	const asked: unknown[] = [];
	const ask = async (input: unknown): Promise<Response> => {
		asked.push(input);
		return new Response('h=counters.example\ncolo=AMS\n');
	};
	expect(await findPlace(id, address, ask)).toEqual({ dataCentre: 'AMS', jurisdiction: null });
	expect(asked).toEqual([address]);
});

test('an object that gets no answer, or another one, does not know its data centre', async () => {
	const unknown = { dataCentre: null, jurisdiction: null };
	expect(await findPlace(id, address, () => Promise.reject(new Error('down')))).toEqual(unknown);
	expect(await findPlace(id, address, async () => new Response('<html>'))).toEqual(unknown);
});

// #region location-hint
test('a hint where a new object shall live is taken, and changes nothing on this machine', async () => {
	const stub = env.COUNTER.getByName('hinted', { locationHint: 'weur' });
	expect(await stub.increment()).toMatchObject({ value: 1 });
	expect(await env.COUNTER.getByName('hinted').increment()).toMatchObject({ value: 2 });
});
// #endregion location-hint

// #region jurisdiction
test('a namespace can be bound to a jurisdiction, but not on this machine', () => {
	const inEurope = () => env.COUNTER.jurisdiction('eu').getByName('a-counter');
	expect(inEurope).toThrow('not implemented in workerd');
});
// #endregion jurisdiction
