import { expect, inject, test } from 'vitest';
import { counterValue, freshName, post, send } from './http';
import { useSite } from './use-site';

const hot = freshName('hot');
const hotSite = useSite({ vars: { HOT_COUNTERS: hot, HOT_SHARDS: 1 } });
const site = inject('siteUrl');

/** Reads a value as a cache does that holds `known` under an entity tag. */
async function revalidate(url: string, tag: unknown, known: number): Promise<number> {
	const headers = typeof tag === 'string' ? { 'If-None-Match': tag } : {};
	const { status, text } = await send(url, { headers });
	return status === 304 ? known : (JSON.parse(text) as { value: number }).value;
}

test('a write has the entity tag of the value that a read returns', async () => {
	const name = freshName('tag');
	const { headers } = await post(`${site}/api/${name}/increment`);
	expect(headers['content-location']).toBe(`/api/${name}/value`);
	const read = await send(site + String(headers['content-location']));
	expect(read.headers['etag']).toBe(headers['etag']);
	expect(headers['cache-control']).toBe('no-cache');
});

test('a replayed write does not pass its old value off as the value now', async () => {
	const name = freshName('tag');
	const url = `${site}/api/${name}/increment`;
	const headers = { 'Idempotency-Key': '"first"' };
	const first = await post(url, { headers });
	await post(url);
	const replayed = await post(url, { headers });
	expect([replayed.text, replayed.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
	expect(replayed.headers).not.toHaveProperty('etag');
	expect(replayed.headers).not.toHaveProperty('content-location');
	expect(replayed.headers['cache-control']).toBe('no-store');
	expect(await revalidate(`${site}/api/${name}/value`, replayed.headers['etag'], 1)).toBe(2);
});

test('the estimate of a hot counter cannot stay in a cache', async () => {
	const { url } = hotSite();
	const api = `${url}/api/${hot}`;
	// The first write of a counter goes to it, the others to its shards.
	await post(`${api}/increment`);
	await post(`${api}/decrement`);
	await expect.poll(() => counterValue(url, hot)).toBe(0);
	const estimate = await post(`${api}/increment`);
	expect(estimate.text).toBe('{"value":1}');
	// The shard has nothing to send any more, so the version of the counter stays as it was.
	await post(`${api}/decrement`);
	await expect.poll(() => counterValue(url, hot)).toBe(0);
	expect(await revalidate(`${api}/value`, estimate.headers['etag'], 1)).toBe(0);
	expect(estimate.headers).not.toHaveProperty('content-location');

	const keyed = await post(`${api}/increment`, { headers: { 'Idempotency-Key': '"k"' } });
	expect(keyed.headers['etag']).toBe((await send(`${api}/value`)).headers['etag']);
});
