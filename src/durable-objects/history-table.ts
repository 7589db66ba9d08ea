import {
	type CounterHistory,
	type HistoryQuery,
	hoursKept,
	spanLength,
} from '../core/history/history';
import {
	countChange,
	dayOfHour,
	endedParts,
	type RunningHistory,
	runningParts,
} from '../core/history/running-history';
import { buildHistory, rangeOf } from '../core/history/build-history';
import type { CounterState } from './counter-content';
import type { CounterRow } from './counter-row';
import { deleteHours, earliestHour, keepPart, readParts } from './history-rows';
import { historySchema, migrate, schemaOf } from './migrations';

/** What is stored in the transaction of a counter's row. */
type Together = ((state: CounterState) => void) | undefined;

/** A change, counted in the history. */
export interface CountedChange {
	/** What the counter's row is to keep anew. */
	readonly row: Partial<Pick<CounterRow, 'history'>>;
	/** What is to be stored with the row: what was to be anyway, and what is over by this change. */
	readonly together: Together;
}

/** The history of one counter. */
export interface HistoryTable {
	/**
	 * Counts a change of the value. Nothing is stored yet: not it, nor what is stored `together` with it.
	 *
	 * @param to the value after it; `undefined` if the change is none of the value
	 */
	count(from: number, to: number | undefined, together: Together): CountedChange;
	/** Returns a part of the history; only reads. */
	read(query: HistoryQuery, value: number): CounterHistory;
	/** When `prune` is due, in epoch milliseconds; `undefined` if no hour is in the table. */
	pruneTime(): number | undefined;
	/** Deletes a slice of the hours that are too old. */
	prune(): void;
}

/**
 * Keeps the history of a counter: the running hour in the counter's own row, so that a write stores
 * one row as before, and what is over in a table. The write that comes first in an hour moves the
 * last one there. `prune` is a duty of the object.
 *
 * @param running the running hour, as it is stored
 * @param require sets the alarm for a time, in epoch milliseconds, at the latest
 */
export function createHistoryTable(
	storage: DurableObjectStorage,
	running: () => RunningHistory | undefined,
	require: (time: number) => void,
): HistoryTable {
	const { sql } = storage;
	// A counter with a table always has a running hour, so the schema of the others is not read.
	const hasTable = () => running() !== undefined && schemaOf(storage) >= historySchema;

	return {
		// #region count
		count(from, to, together) {
			if (to === undefined) return { row: {}, together };
			const before = running();
			const history = countChange(before, from, to, Date.now());
			const ended = endedParts(before, history);
			if (before === undefined || ended.length === 0) return { row: { history }, together };
			return {
				row: { history },
				together(state) {
					migrate(storage);
					for (const part of ended) keepPart(sql, part);
					require(endOfKeeping(before.hour));
					together?.(state);
				},
			};
		},
		// #endregion count

		read(query, value) {
			const range = rangeOf(query);
			const stored = hasTable() ? readParts(sql, range) : [];
			const history = running();
			const part = history && runningParts(history).find(({ by }) => by === query.by);
			return buildHistory(range, stored, part, value);
		},

		pruneTime() {
			const earliest = hasTable() ? earliestHour(sql) : undefined;
			return earliest === undefined ? undefined : endOfKeeping(earliest);
		},

		prune() {
			const day = Math.floor((Date.now() - hoursKept) / spanLength.day);
			deleteHours(sql, (day * spanLength.day) / spanLength.hour);
		},
	};
}

/** When an hour is deleted, in epoch milliseconds: all hours of a day go together. */
function endOfKeeping(hour: number): number {
	return (dayOfHour(hour) + 1) * spanLength.day + hoursKept;
}
