import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { postChange } from '../../../src/islands/counter/client';

/** Starts a server whose answer to every write is a replayed 5, and whose value is something newer. */
async function startServer(value: { status: number; body: unknown }): Promise<string> {
	const server = createServer((request, response) => {
		if (request.method === 'POST') {
			response.writeHead(200, { 'Idempotency-Replayed': 'true' }).end('{"value":5}');
		} else {
			response.writeHead(value.status, { ETag: '"9"' }).end(JSON.stringify(value.body));
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const write = { operation: 'increment', amount: 1 } as const;

test('a replayed answer makes the client read the present value', async () => {
	const site = await startServer({ status: 200, body: { value: 8 } });
	expect(await postChange('a', write, { site })).toEqual({ counted: { value: 8, version: 9 } });
});

test('a replayed answer counts as it is when the present value cannot be read', async () => {
	const site = await startServer({ status: 503, body: { title: 'unavailable' } });
	const counted = { value: 5, version: Number.NaN };
	expect(await postChange('a', write, { site })).toEqual({ counted });
});

test('a write is sent under the key it is given, and a repeat that is refused may have counted before', async () => {
	const keys: unknown[] = [];
	const server = createServer((request, response) => {
		keys.push(request.headers['idempotency-key']);
		response.writeHead(429).end('{"title":"Too many writes","status":429}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	expect(await postChange('a', write, { site, key: 'mine' })).toHaveProperty('refused.status', 429);
	const repeat = await postChange('a', write, { site, key: 'mine', isRepeat: true });
	expect(repeat).toHaveProperty('unknown.status', 429);
	expect(keys).toEqual(['"mine"', '"mine"']);
});
