import type { CounterContent, CounterState, RowChange } from './counter-content';

/** What a shard has gathered, as it sends it to its counter. */
export interface Flush {
	/** The id of the shard. */
	readonly shard: string;
	/** The number of the flush, from 1. */
	readonly flush: number;
	/** The sum of what was gathered, a whole number. */
	readonly change: number;
	/** The epoch of the counter that it was gathered for. */
	readonly epoch: number | undefined;
}

/** Takes over what shards have gathered, each flush once. */
export interface Flushes {
	/** Counts a flush, unless it counted before or is of a counter that was deleted since. */
	absorb(flush: Flush): CounterState;
}

/** The table of what shards have sent, in the storage of the counter itself. */
export function createFlushes(
	{ kv }: DurableObjectStorage,
	content: CounterContent,
	store: (change: RowChange, together: () => void) => void,
): Flushes {
	return {
		// #region absorb
		absorb({ shard, flush, change, epoch }) {
			const { value, epoch: present } = content.state();
			const row = `flush ${shard}`;
			const isNew = epoch === present && flush > (kv.get<number>(row) ?? 0);
			// The owner may just have set a value from which there is no room for the change.
			if (isNew && Number.isSafeInteger(value + change)) {
				// Together: a number that was seen before changes nothing.
				store({ value: value + change }, () => kv.put(row, flush));
			}
			return content.state();
		},
		// #endregion absorb
	};
}
