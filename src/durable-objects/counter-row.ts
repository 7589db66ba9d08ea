import type { TaskId } from '../core/contract/tasks';
import type { RunningHistory } from '../core/history/running-history';
import type { KeyUse } from '../core/limits/key-quota';
import type { Outbox } from '../core/objects/outbox';
import type { VisitCount } from '../core/visits/visit-count';
import type { CounterState } from './counter-content';
import type { Owner } from './owner';

/** What a counter stores in its one row. Every write stores all of it. */
export interface CounterRow extends Omit<CounterState, 'owned'> {
	/** When it was last written, in epoch milliseconds; absent if the first edition wrote it. */
	readonly changedAt?: number;
	/** The keys that it has taken lately. */
	readonly keys?: KeyUse;
	/** The visits of the last day that had one. */
	readonly visits?: VisitCount;
	/** The name by which it was ever written; absent if that was by its id alone. */
	readonly name?: string;
	/** Who owns it, if anybody does. */
	readonly owner?: Owner;
	/**
	 * What is to be sent to the directory; absent while the directory knows nothing of the counter and
	 * need not. It stays in the row when the counter is deleted, until the directory has confirmed
	 * that.
	 */
	readonly outbox?: Outbox | undefined;
	/** The tasks of the tutorial that were done with it; absent if it is of no demo. */
	readonly tasks?: readonly TaskId[];
	/** The sums of the running hour; absent if nothing was changed since an edition without history. */
	readonly history?: RunningHistory;
}
