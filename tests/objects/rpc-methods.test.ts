import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import {
	Counter,
	CounterShard,
	Directory,
	RateLimiter,
	Receipt,
	Salt,
} from '../../src/durable-objects/index';

/** The methods that a deployed site calls. A name is removed a release after its last call. */
const called = [
	[
		Counter,
		[
			'absorb',
			'absorbFlush',
			'create',
			'decrement',
			'demonstrate',
			'doneTasks',
			'fetch',
			'getCounterValue',
			'histories',
			'history',
			'increment',
			'inspect',
			'manage',
			'overwrite',
			'place',
			'recording',
			'remove',
			'restart',
			'visit',
			'write',
		],
	],
	[CounterShard, ['decrement', 'increment', 'write']],
	[Directory, ['enter', 'leave', 'list']],
	[Receipt, ['drop', 'keep', 'promise']],
	[RateLimiter, ['codeVersion', 'limit', 'peek']],
	[Salt, ['salt']],
] as const;

// #region keeps
test.each(called)(
	'%o keeps every method that a site from before may call',
	(objectClass, names) => {
		// In it or in a class that it extends: RPC finds either.
		expect(names.filter((name) => !(name in objectClass.prototype))).toEqual([]);
	},
);
// #endregion keeps

test('what a counter shares with the demos is out of the reach of RPC', async () => {
	const stub = env.COUNTER.getByName('unreachable');
	await expect(Reflect.get(stub, 'demo')).rejects.toThrow(TypeError);
});
