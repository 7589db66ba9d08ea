import type { Broadcast } from './broadcast';
import type { CounterContent, CounterState, RowChange } from './counter-content';
import type { HistoryTable } from './history-table';
import type { KeyTable } from './key-table';

/** The ways in which a counter changes, with all that follows from it. */
export interface Changes {
	/** Stores a change, with another one in the same transaction if `together` is given. */
	store(change: RowChange, together?: (state: CounterState) => void): void;
	/** Deletes the counter with all that it stored; returns what it was. */
	remove(): Promise<CounterState>;
	/** How often this instance has stored a change. */
	stored(): number;
}

/** Changes a counter: its content, its history, and what its watchers see. */
export function createChanges(
	content: CounterContent,
	keys: KeyTable,
	history: HistoryTable,
	watchers: Broadcast,
): Changes {
	let stored = 0;

	return {
		store(change, together) {
			const { value, version } = content.state();
			// The value that a counter with an owner starts with was not added to it.
			const to = change.owner === undefined ? change.value : undefined;
			const counted = history.count(value, to, together);
			content.store({ ...change, ...counted.row, version: version + 1 }, counted.together);
			stored += 1;
			// The output gate holds messages back too: no watcher gets a value that is not on disk.
			watchers.announce();
		},

		async remove() {
			const state = content.clear();
			keys.clear();
			watchers.announce();
			await content.deleteStored(content.row().outbox);
			return state;
		},

		stored: () => stored,
	};
}
