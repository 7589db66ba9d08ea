import { expect, test } from 'vitest';
import { counterValue, freshName, post } from './http';
import { useSite } from './use-site';

const name = freshName('hot');
const site = useSite({ vars: { HOT_COUNTERS: `${name}, another`, HOT_SHARDS: 3 } });

function increment(key?: string): Promise<boolean> {
	return post(`${site().url}/api/${name}/increment`, {
		headers: key === undefined ? {} : { 'Idempotency-Key': key },
	}).then(
		({ status }) => status === 200,
		() => false,
	);
}

test('a hot counter is exact after the flush, also when the server is killed before it', async () => {
	// The first write of a counter goes to it, the others to its shards.
	expect(await increment()).toBe(true);
	const answers = await Promise.all(Array.from({ length: 299 }, () => increment()));
	expect(answers.every(Boolean)).toBe(true);
	await site().restart();
	// The alarms of the shards go off by themselves; only then is everything at the counter.
	await expect.poll(() => counterValue(site().url, name)).toBe(300);

	// A write with a key goes to the counter itself: it is added at once, and once.
	expect(await increment('"k"')).toBe(true);
	expect(await increment('"k"')).toBe(true);
	expect(await counterValue(site().url, name)).toBe(301);
});
