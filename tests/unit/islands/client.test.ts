import { expectTypeOf, test } from 'vitest';
import type { CounterValue, Operation, ProblemDocument } from '../../../src/core/contract/api';
import type { Reading, Refusal, Write } from '../../../src/islands/counter/client';

// The client imports nothing, so that it can be copied; the type check fails if it leaves the contract.
test('the client’s types are those of the contract', () => {
	expectTypeOf<Operation>().toEqualTypeOf<Write['operation']>();
	expectTypeOf<ProblemDocument>().toExtend<Refusal>();
	expectTypeOf<Reading>().toExtend<CounterValue>();
});
