import type { IdempotencyKey } from '../../core/contract/idempotency';
import { isProblem, type Problem } from '../../core/contract/problem';
import type { KnownReservation, Receipt, Reservation } from '../../durable-objects/receipt';
import { callObject } from '../call';
import { receipt } from '../objects';
import { hash } from './token';

/** The receipt of one request that makes a counter. */
export interface OpenReceipt {
	/** Promises an answer, or returns what was promised to the same request within the last hour. */
	promise(promised: Reservation): Promise<KnownReservation | Problem>;
	/** Notes that the counter is made. */
	keep(promised: Reservation): Promise<Problem | undefined>;
	/** Forgets a request that was refused, so that it may be sent again with its key. */
	drop(): Promise<void>;
}

/** Opens the receipt of a key. The key itself is stored nowhere: the object is named by its hash. */
export async function openReceipt(key: IdempotencyKey): Promise<OpenReceipt> {
	const name = await hash(key);
	function call<Result>(ask: (stub: DurableObjectStub<Receipt>) => Promise<Result>) {
		return callObject(() => receipt(name), ask, true);
	}

	return {
		async promise(promised) {
			const kept = await call(async (stub) => await stub.promise(promised));
			if (isProblem(kept)) return kept;
			return 'refused' in kept ? { problem: kept.refused } : kept;
		},
		async keep(promised) {
			const kept = await call(async (stub) => await stub.keep(promised));
			return isProblem(kept) ? kept : undefined;
		},
		async drop() {
			await call(async (stub) => await stub.drop());
		},
	};
}
