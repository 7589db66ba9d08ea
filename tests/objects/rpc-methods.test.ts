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
		const methods = Object.getOwnPropertyNames(objectClass.prototype);
		expect(methods).toEqual(expect.arrayContaining([...names]));
	},
);
// #endregion keeps
