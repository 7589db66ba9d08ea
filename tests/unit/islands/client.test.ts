import { expectTypeOf, test } from 'vitest';
import type { CounterValue, ProblemDocument } from '../../../src/core/contract/answers';
import type { Operation } from '../../../src/core/contract/paths';
import type { Reading, Refusal, Write } from '../../../src/islands/counter/client';

// The client imports nothing, so that it can be copied; the type check fails if it leaves the contract.
test('the client’s types are those of the contract', () => {
	expectTypeOf<Operation>().toEqualTypeOf<Write['operation']>();
	expectTypeOf<ProblemDocument>().toExtend<Refusal>();
	expectTypeOf<Reading>().toExtend<CounterValue>();
});
