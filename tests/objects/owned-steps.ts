import fc from 'fast-check';
import type { CounterSettings } from '../../src/core/contract/counter-settings';
import type { OwnerCommand } from '../../src/durable-objects/owner';
import type { SentWrite } from '../../src/durable-objects/sent-write';

const hashes = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
const origins = ['https://a.example', 'https://b.example'];

/** Records that can be sent to an object, which those without a prototype cannot. */
function record<T>(fields: { [Field in keyof T]: fc.Arbitrary<T[Field]> }): fc.Arbitrary<T> {
	return fc.record<T>(fields, { noNullPrototype: true });
}

const anyHash = fc.option(fc.constantFrom(...hashes), { nil: undefined });
const anyValue = fc.constantFrom(0, 7, -120, Number.MAX_SAFE_INTEGER);
const anySettings: fc.Arbitrary<CounterSettings> = record({
	writes: fc.constantFrom('everyone', 'owner'),
	origins: fc.subarray(origins),
	step: fc.constantFrom(1, 5, 1000),
	listed: fc.boolean(),
});
/** Writes of anybody: with a token or without, from a page or not. */
export const anyWrite: fc.Arbitrary<SentWrite> = record({
	operation: fc.constantFrom('increment', 'decrement'),
	amount: fc.constantFrom(1, 5, 1000),
	origin: fc.option(fc.constantFrom(...origins), { nil: undefined }),
	tokenHash: anyHash,
});
const anyCommand: fc.Arbitrary<OwnerCommand> = fc.oneof(
	record({ do: fc.constant('read' as const) }),
	record({ do: fc.constant('set' as const), value: anyValue }),
	record({ do: fc.constant('set' as const), value: anyValue, ifMatch: fc.constant('"1"') }),
	record({
		do: fc.constant('change' as const),
		settings: anySettings.chain((settings) =>
			fc
				.subarray(Object.keys(settings) as (keyof CounterSettings)[])
				.map((kept) => Object.fromEntries(kept.map((field) => [field, settings[field]]))),
		),
	}),
	record({
		do: fc.constant('change' as const),
		settings: fc.constant({}),
		newTokenHash: fc.constantFrom(...hashes),
	}),
	record({ do: fc.constant('remove' as const) }),
);

/** Whatever can happen to a counter that may have an owner. */
export const anyStep = fc.oneof(
	{ weight: 8, arbitrary: record({ write: anyWrite }) },
	{ weight: 6, arbitrary: record({ command: anyCommand, tokenHash: anyHash }) },
	{
		weight: 3,
		arbitrary: record({
			create: record({
				tokenHash: fc.constantFrom(...hashes),
				value: anyValue,
				settings: anySettings,
			}),
		}),
	},
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'increment',
			'overwrite',
			'remove',
			'absorb',
			'absorb late',
			'visit',
		),
	},
	{ weight: 3, arbitrary: fc.constantFrom('evict', 'abort', 'let a year go by') },
);

/** One of them. */
export type Step = typeof anyStep extends fc.Arbitrary<infer Generated> ? Generated : never;
