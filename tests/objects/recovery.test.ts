import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { IdempotencyKey } from '../../src/core/contract/idempotency';

// #region recovery
test('the local runtime has no point-in-time recovery, as docs/operating.md says', async () => {
	const stub = env.COUNTER.getByName('recovery');
	await stub.increment();
	const restoring = runInDurableObject(stub, (_, { storage }) =>
		storage.getBookmarkForTime(Date.now() - 1000),
	);
	await expect(restoring).rejects.toThrow();
});
// #endregion recovery

test('a counter that was removed by the lines of docs/operating.md is one at 0 again', async () => {
	const name = 'removal';
	await env.COUNTER.getByName(name).increment(5, 'a-key' as IdempotencyKey);
	const removing = runInDurableObject(env.COUNTER.getByName(name), async (_, ctx) => {
		await ctx.storage.deleteAlarm();
		await ctx.storage.deleteAll();
		ctx.abort('removed');
	});
	await expect(removing).rejects.toThrow('removed');
	expect(await env.COUNTER.getByName(name).getCounterValue()).toEqual({ value: 0, version: 0 });
	await runInDurableObject(env.COUNTER.getByName(name), async (_, { storage }) => {
		expect([...storage.kv.list()]).toEqual([]);
		expect(await storage.getAlarm()).toBeNull();
	});
});
