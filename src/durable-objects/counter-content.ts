import type { CounterSettings } from '../core/contract/counter-settings';
import { isDemoName } from '../core/contract/name';
import type { RunningHistory } from '../core/history/running-history';
import { lifetimeOf } from '../core/objects/lifetime';
import type { KeyRefusal, KeyUse } from '../core/limits/key-quota';
import { type Outbox, sendTime } from '../core/objects/outbox';
import type { VisitCount } from '../core/visits/visit-count';
import type { CounterRow } from './counter-row';
import type { Duties } from './duties';
import { eraseAllBut, leftBehind, withPendingChange } from './listing';
import type { Owner } from './owner';
import type { SenderRefusal, StepRefusal } from './sent-write';
import { settings } from './settings';

/** The value of a counter, and how new it is. */
export interface CounterState {
	/** A safe integer. */
	readonly value: number;
	/** How often it was changed: of two states of one epoch, the one with the higher version is newer. */
	readonly version: number;
	/**
	 * When it was first written after nothing was stored, in epoch milliseconds. After a deletion the
	 * version begins anew, so of two states the one with the higher epoch is newer. Absent while nothing
	 * is stored, and if nobody has written since the first edition.
	 */
	readonly epoch?: number;
	/** What the owner has decided; absent if the counter has none. */
	readonly owned?: CounterSettings;
}

/** The result of a write: the counter after it, or why nothing was counted. */
export type CounterChange =
	| (CounterState & {
			/** Whether the write had been counted before; this is then its first answer. */
			readonly replayed: boolean;
	  })
	| { readonly refused: 'out-of-range' | 'key-reused' }
	| SenderRefusal
	| StepRefusal
	| KeyRefusal;

/** What a change stores in the row; the version goes up by one. */
export type RowChange = Pick<Partial<CounterRow>, 'value' | 'keys' | 'owner' | 'visits'>;

/** The content of one counter: in memory, and in storage. */
export interface CounterContent {
	/** The value, how new it is, and what the owner has decided. */
	state(): CounterState;
	/** Who owns the counter, if anybody does. */
	owner(): Owner | undefined;
	/** Whether anything was ever written. */
	isStored(): boolean;
	/**
	 * Takes note of the name that the counter was addressed by. The runtime gives an object the name that
	 * it was called by first, but none to one that was called by its id, until it leaves memory.
	 */
	identify(name: string | undefined): void;
	/** The id, and the name if it is known: each write stores it, in the row that is written anyway. */
	identity(): { readonly id: string; readonly name: string | undefined };
	/** Whether it is the counter of a demo, as far as its name is known by now. */
	isDemo(): boolean;
	/**
	 * Stores a change, with another one in the same transaction if `together` is given. One that throws
	 * changes nothing.
	 */
	store(change: Partial<CounterRow>, together?: (state: CounterState) => void): void;
	/** The keys that it has taken lately. */
	keys(): KeyUse | undefined;
	/** The visits of the last day that had one. */
	visits(): VisitCount | undefined;
	/** The sums of the running hour. */
	history(): RunningHistory | undefined;
	/** When the counter is to be deleted, in epoch milliseconds; `undefined` if never. */
	deletionTime(): number | undefined;
	/** The whole row, as it is stored. */
	row(): CounterRow;
	/** Stores what is no change of the counter: neither its version nor the time of its last write. */
	amend(change: Pick<CounterRow, 'outbox' | 'history' | 'tasks'>): void;
	/** Makes the content in memory that of a counter that was never written; returns what it was. */
	clear(): CounterState;
	/** Deletes all that is stored, but for what is still to be sent to the directory. */
	deleteStored(outbox: Outbox | undefined): Promise<void>;
}

/** The content of a counter that was never written: nothing is stored for it. */
const fresh: CounterRow = { value: 0, version: 0 };

/**
 * Reads the content of a counter once, and holds it in memory from then on. This only reads: a
 * counter that is never written stores nothing.
 *
 * @param duties the duties of the object, which the deletion is one of
 */
export function readContent(
	{ id, storage }: DurableObjectState,
	duties: () => Duties,
): CounterContent {
	let row = storage.kv.get<CounterRow>('state') ?? fresh;
	let name = row.name ?? id.name;
	/** The last epoch that this object began, so that a clock that goes back begins none twice. */
	let lastEpoch = row.epoch ?? 0;

	function deletionTime(): number | undefined {
		const lifetime = lifetimeOf(row.name, row.owner !== undefined, settings);
		if (row.changedAt === undefined || lifetime === undefined) return undefined;
		return row.changedAt + lifetime;
	}

	function state(): CounterState {
		const { value, version, epoch, owner } = row;
		return {
			value,
			version,
			...(epoch !== undefined && { epoch }),
			...(owner && { owned: owner.settings }),
		};
	}

	return {
		state,
		owner: () => row.owner,
		isStored: () => row.version > 0,

		identify(called) {
			name ??= called;
		},

		identity: () => ({ id: id.toString(), name }),
		isDemo: () => isDemoName(name),

		// #region store
		store(change, together) {
			duties().check();
			const named = name === undefined ? row : { ...row, name };
			const changedAt = Date.now();
			const epoch = row.epoch ?? Math.max(changedAt, lastEpoch + 1);
			const next = withPendingChange(row, { ...named, ...change, changedAt, epoch }, changedAt);
			if (together === undefined) {
				storage.kv.put('state', next);
			} else {
				// Both or neither: a crash cannot leave the count without the key that guards it.
				storage.transactionSync(() => {
					storage.kv.put('state', next);
					together(next);
				});
			}
			// Memory follows storage, so a write that throws leaves both as they were.
			row = next;
			lastEpoch = epoch;
			for (const time of [deletionTime(), sendTime(row.outbox)]) {
				if (time !== undefined) duties().require(time);
			}
		},
		// #endregion store

		keys: () => row.keys,
		visits: () => row.visits,
		history: () => row.history,
		deletionTime,

		clear() {
			const cleared = state();
			row = leftBehind(fresh, row);
			duties().forget();
			return cleared;
		},

		row: () => row,

		amend(change) {
			const next = { ...row, ...change };
			storage.kv.put('state', next);
			row = next;
		},

		async deleteStored(outbox) {
			row = outbox === undefined ? fresh : row;
			// Deletes the alarm too.
			if (row === fresh) return storage.deleteAll();
			eraseAllBut(row, storage);
			const time = sendTime(outbox);
			if (time !== undefined) duties().require(time);
		},
	};
}
