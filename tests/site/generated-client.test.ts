/** A client that a generator makes from the contract, as somebody else's program would have it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { OpenApiDocument } from '../../src/core/openapi/document';
import { freshName, randomAddress, send } from './http';

/** What a function of the generated client takes and returns. */
type Call = (options: Readonly<Record<string, unknown>>) => Promise<{
	readonly data?: Readonly<Record<string, unknown>>;
	readonly error?: Readonly<Record<string, unknown>>;
	readonly response: Response;
}>;

const site = inject('siteUrl');
const results = join(import.meta.dirname, '../results');
mkdirSync(results, { recursive: true });
const folder = mkdtempSync(join(results, 'client-'));
const contract = JSON.parse((await send(`${site}/api/openapi.json`)).text) as OpenApiDocument;
const operations = Object.values(contract.paths).flatMap((methods) => Object.values(methods));

let calls: Readonly<Record<string, Call>>;

beforeAll(async () => {
	await createClient({
		input: contract as unknown as Record<string, unknown>,
		output: folder,
		plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
		logs: { level: 'silent' },
	});
	calls = (await import(join(folder, 'index.ts'))) as Readonly<Record<string, Call>>;
	const { client } = await import(join(folder, 'client.gen.ts'));
	client.setConfig({ baseUrl: site, fetch: fetchBySend });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Sends what the client made, with an address of its own; repeats what the local proxy has lost. */
async function fetchBySend(request: Request): Promise<Response> {
	const body = new Uint8Array(await request.arrayBuffer());
	const { status, headers, text } = await send(request.url, {
		method: request.method,
		headers: Object.fromEntries(request.headers),
		...(body.length > 0 && { body }),
		client: randomAddress(),
	});
	// A 204 has no body, not even an empty one.
	const content = status === 204 ? null : text;
	return new Response(content, { status, headers: headers as Record<string, string> });
}

/** A name that every operation takes, those of demos too. */
function anyName(): string {
	return `demo-${randomBytes(16).toString('hex')}`;
}

async function call(operation: string, options: Readonly<Record<string, unknown>> = {}) {
	const run = calls[operation];
	if (!run) throw new Error(`The generated client has no ${operation}.`);
	const { data, error, response } = await run(options);
	return { data, error, status: response.status };
}

/** What the operations of an owner are sent. */
const ofOwner: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	setValue: { body: { value: 120 } },
	readSettings: {},
	changeSettings: { body: { step: 1 } },
	submitSettings: { body: { do: 'set', value: 120 } },
	removeCounter: {},
};

/** What an operation is sent: a counter that it may do anything with. */
async function sampleOptions(operation: string): Promise<Readonly<Record<string, unknown>>> {
	const own = ofOwner[operation];
	const query = operation === 'readValues' && { query: { names: anyName() } };
	if (!own) return { path: { name: anyName() }, ...query };
	const name = freshName();
	const { data } = await call('createCounter', { body: { name } });
	return { path: { name }, auth: data?.['ownerToken'], ...own };
}

/** One whose answer does not end, and one that no object of this version can answer well. */
const others = ['watch', 'callUnknownMethod'];

test.each(operations.filter(({ operationId }) => !others.includes(operationId)))(
	'the generated client runs $operationId and gets an answer that the contract has',
	async ({ operationId, responses }) => {
		const { data, error, status } = await call(operationId, await sampleOptions(operationId));
		expect(Object.keys(responses)).toContain(String(status));
		expect([status < 300, error]).toEqual([true, undefined]);
		expect(data).toBeDefined();
	},
);

test('the generated client reads the events of a counter', async () => {
	const watch = calls['watch'] as unknown as (
		options: Readonly<Record<string, unknown>>,
	) => Promise<{ readonly stream: AsyncGenerator<unknown> }>;
	const { stream } = await watch({
		path: { name: freshName() },
		headers: { Accept: 'text/event-stream' },
		fetch,
	});
	expect((await stream.next()).value).toEqual({ value: 0, version: 0, watchers: 1 });
	await stream.return(undefined);
});

test('the generated client writes an amount once for a key, and reads it', async () => {
	const path = { name: freshName() };
	const keyed = { path, body: { amount: 5 }, headers: { 'Idempotency-Key': '"one-write"' } };
	expect((await call('increment', keyed)).data).toEqual({ value: 5 });
	expect((await call('increment', keyed)).data).toEqual({ value: 5 });
	expect((await call('decrement', { path, body: { amount: 2 } })).data).toEqual({ value: 3 });
	expect((await call('readValue', { path })).data).toEqual({ value: 3 });
});

test('the generated client gets a problem as its error, and nothing is counted', async () => {
	const path = { name: freshName() };
	const { error, status } = await call('increment', { path, body: { amout: 5 } });
	expect([status, error?.['type']]).toEqual([400, `${site}/problems/invalid-body`]);
	expect((await call('readValue', { path })).data).toEqual({ value: 0 });
});

test('the generated client learns when to call again what an object does not know yet', async () => {
	const { error, status } = await call('callUnknownMethod', { path: { name: anyName() } });
	expect([status, error?.['retryAfter']]).toEqual([503, 30]);
});

test('a counter that the generated client makes is counted by its id', async () => {
	const { data } = await call('createCounter');
	const path = { name: data?.['id'] };
	expect((await call('increment', { path })).data).toEqual({ value: 1 });
});

test('the generated client makes a counter, and does all that an owner can', async () => {
	const name = freshName();
	const key = { 'Idempotency-Key': randomBytes(16).toString('hex') };
	const creation = { body: { name, value: 5, writes: 'owner' }, headers: key };
	const { data } = await call('createCounter', creation);
	expect((await call('createCounter', creation)).data).toEqual(data);
	const owned = { path: { name }, auth: data?.['ownerToken'] };
	expect((await call('increment', { path: { name } })).status).toBe(401);
	expect((await call('increment', owned)).data).toEqual({ value: 6 });
	expect((await call('setValue', { ...owned, body: { value: 120 } })).data).toEqual({ value: 120 });
	const changed = await call('changeSettings', { ...owned, body: { newToken: true, step: 2 } });
	expect(changed.data).toMatchObject({ writes: 'owner', step: 2 });
	expect((await call('readSettings', owned)).status).toBe(403);
	const renewed = { ...owned, auth: changed.data?.['ownerToken'] };
	expect((await call('readSettings', renewed)).data).toMatchObject({ step: 2 });
	expect((await call('removeCounter', renewed)).status).toBe(204);
	expect((await call('readValue', { path: { name } })).data).toEqual({ value: 0 });
});
