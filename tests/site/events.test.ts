import { request } from 'node:http';
import { expect, inject, test } from 'vitest';
import { freshName, post, randomAddress, send } from './http';

const site = inject('siteUrl');
const events = { Accept: 'text/event-stream' };

/** An event stream on a counter. */
interface Stream {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** All that has come. */
	text(): string;
	close(): void;
}

function open(name: string, headers: Readonly<Record<string, string>> = {}): Promise<Stream> {
	const fields = { 'CF-Connecting-IP': randomAddress(), ...events, ...headers };
	return new Promise((resolve, reject) => {
		const outgoing = request(`${site}/api/${name}/live`, { headers: fields }, (incoming) => {
			let text = '';
			incoming.setEncoding('utf8').on('data', (chunk: string) => {
				text += chunk;
			});
			incoming.on('error', () => {});
			resolve({
				status: incoming.statusCode ?? 0,
				headers: incoming.headers,
				text: () => text,
				close: () => outgoing.destroy(),
			});
		});
		outgoing.on('error', reject);
		outgoing.end();
	});
}

async function watchers(name: string): Promise<number> {
	const { text } = await send(`${site}/api/${name}/inspect`);
	return (JSON.parse(text) as { watchers: number }).watchers;
}

test('an event stream has the value at once and then every change', async () => {
	const name = freshName();
	const stream = await open(name);
	expect(stream.status).toBe(200);
	expect(stream.headers).toMatchObject({
		'content-type': 'text/event-stream',
		'cache-control': 'no-store',
	});
	await expect
		.poll(stream.text)
		.toMatch(/^retry: \d+\n\nid: 0\ndata: {"value":0,"version":0,"watchers":1}\n\n$/);
	await post(`${site}/api/${name}/increment`);
	await expect
		.poll(stream.text)
		.toMatch(/\nid: (\d+)-1\ndata: {"value":1,"version":1,"epoch":\1,"watchers":1}\n\n$/);
	stream.close();
});

test('an event stream has each change once', async () => {
	const name = freshName();
	const stream = await open(name);
	const [value, ids] = [(): string[] => stream.text().match(/"value":\d/g) ?? [], /^id: .*$/gm];
	await expect.poll(value).toContain('"value":0');
	for (const next of [1, 2]) {
		await post(`${site}/api/${name}/increment`);
		await expect.poll(value).toContain(`"value":${next}`);
	}
	expect(stream.text().match(ids)).toEqual([
		'id: 0',
		expect.stringMatching(/-1$/),
		expect.stringMatching(/-2$/),
	]);
	stream.close();
});

test('a client that goes leaves no socket behind', async () => {
	const name = freshName();
	const [first, second] = [await open(name), await open(name)];
	await expect.poll(() => watchers(name)).toBe(2);
	first.close();
	await expect.poll(() => watchers(name)).toBe(1);
	second.close();
	await expect.poll(() => watchers(name)).toBe(0);
});

test('a client that comes back does not receive again what it knows', async () => {
	const name = freshName();
	await post(`${site}/api/${name}/increment`);
	const first = await open(name);
	await expect.poll(first.text).toContain('data: ');
	const [, id = ''] = /id: (.*)\n/.exec(first.text()) ?? [];
	first.close();
	const second = await open(name, { 'Last-Event-ID': id });
	await post(`${site}/api/${name}/increment`);
	await expect.poll(second.text).toContain('"value":2');
	expect(second.text()).not.toContain('"value":1');
	second.close();
});

test('one client has at most 10 event streams on a counter', async () => {
	const name = freshName();
	const client = { 'CF-Connecting-IP': randomAddress() };
	const streams = await Promise.all(Array.from({ length: 10 }, () => open(name, client)));
	expect(streams.map(({ status }) => status)).toEqual(Array(10).fill(200));
	const refused = await open(name, client);
	expect(refused.status).toBe(429);
	for (const { close } of [...streams, refused]) close();
});

test('an event stream is closed to pages of other sites, which may read that', async () => {
	const { status, headers } = await send(`${site}/api/${freshName()}/live`, {
		headers: { ...events, Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' },
	});
	expect([status, headers['access-control-allow-origin']]).toEqual([403, '*']);
});

test('a HEAD of an event stream opens none', async () => {
	const name = freshName();
	const { status, headers } = await send(`${site}/api/${name}/live`, {
		method: 'HEAD',
		headers: events,
	});
	expect([status, headers['content-type']]).toEqual([200, 'text/event-stream']);
	expect(await watchers(name)).toBe(0);
});
