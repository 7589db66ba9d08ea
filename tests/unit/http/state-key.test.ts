import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stateKey } from '../../../src/core/http/state-key';

const anyAge = fc.record({
	version: fc.nat({ max: 12 }),
	epoch: fc.option(fc.nat({ max: 12 }), { nil: undefined }),
});

test('two states have the same key only if epoch and version are the same', () => {
	fc.assert(
		fc.property(anyAge, anyAge, (one, other) => {
			const isSame = one.version === other.version && one.epoch === other.epoch;
			expect(stateKey(one) === stateKey(other)).toBe(isSame);
		}),
		{ numRuns: 2000 },
	);
});

test('the key of what the first edition stored is the version, as its entity tags were', () => {
	expect(stateKey({ version: 12 })).toBe('12');
});
