import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { version } from '../../src/core/site/version';

test('an object reports the version of its code, and stores nothing', async () => {
	const stub = env.RATE_LIMITER.getByName('code-version');
	expect(await stub.codeVersion()).toBe(version);
	const rows = await runInDurableObject(stub, (_, { storage }) => [...storage.kv.list()]);
	expect(rows).toEqual([]);
});
