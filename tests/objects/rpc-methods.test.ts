import { expect, test } from 'vitest';
import {
	Counter,
	CounterShard,
	Directory,
	RateLimiter,
	Salt,
} from '../../src/durable-objects/index';

/** The methods that a deployed site calls. A name is removed a release after its last call. */
const called = [
	[
		Counter,
		[
			'absorb',
			'create',
			'decrement',
			'fetch',
			'getCounterValue',
			'increment',
			'inspect',
			'manage',
			'overwrite',
			'restart',
			'visit',
			'write',
		],
	],
	[CounterShard, ['decrement', 'increment']],
	[Directory, ['enter', 'leave', 'list']],
	[RateLimiter, ['codeVersion', 'limit', 'peek']],
	[Salt, ['salt']],
] as const;

test.each(called)(
	'%o keeps every method that a site from before may call',
	(objectClass, names) => {
		const methods = Object.getOwnPropertyNames(objectClass.prototype);
		expect(methods).toEqual(expect.arrayContaining([...names]));
	},
);
