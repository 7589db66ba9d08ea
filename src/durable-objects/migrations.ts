import { createHistoryRows } from './history-rows';

// #region steps
/**
 * The steps that bring a store to the schema of this edition, in their order. One that was deployed is
 * never changed or taken away: what has to be different is a new step at the end.
 */
const steps: readonly ((sql: SqlStorage) => void)[] = [createHistoryRows];
// #endregion steps

/** The number of steps after which the tables of the history are there. */
export const historySchema = 1;

/** How many steps a store has gone through: none, if it is new or was made by the first edition. */
export function schemaOf({ kv }: DurableObjectStorage): number {
	return kv.get<number>('schema') ?? 0;
}

// #region migrate
/**
 * Takes a store through the steps that it lacks, all or none. To be called by the first write that
 * needs them, in its transaction: so reads stay free of effects, and a counter that needs no table
 * has none. A store that a newer edition has taken further stays as it is.
 */
export function migrate(storage: DurableObjectStorage): void {
	const done = schemaOf(storage);
	if (done >= steps.length) return;
	storage.transactionSync(() => {
		for (const step of steps.slice(done)) step(storage.sql);
		storage.kv.put('schema', steps.length);
	});
}
// #endregion migrate
