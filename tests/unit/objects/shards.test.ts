import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseShard, counterNameOf } from '../../../src/core/objects/shards';

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a counter that is not hot has no shard', () => {
	expect(chooseShard('cold', { hot: new Set(['hot']), shards: 4 }, 0.5)).toBeUndefined();
});

test('every shard has the name of its counter and an index below the number of shards', () => {
	fc.assert(
		fc.property(
			fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/),
			fc.integer({ min: 1, max: 64 }),
			share,
			(name, shards, random) => {
				const shard = chooseShard(name, { hot: new Set([name]), shards }, random) ?? '';
				expect(counterNameOf(shard)).toBe(name);
				const index = Number(shard.slice(name.length + 1));
				expect(Number.isInteger(index) && index >= 0 && index < shards).toBe(true);
			},
		),
	);
});

test('chooseShard spreads writes evenly over the shards', () => {
	const policy = { hot: new Set(['hot']), shards: 4 };
	const shards = [0, 0.24, 0.25, 0.49, 0.5, 0.74, 0.75, 0.99].map((random) =>
		chooseShard('hot', policy, random),
	);
	expect(shards).toEqual(['hot/0', 'hot/0', 'hot/1', 'hot/1', 'hot/2', 'hot/2', 'hot/3', 'hot/3']);
});
