import type { CounterSettings } from './counter-settings';

/** The answer to a read and to a write that succeeded. */
export interface CounterValue {
	readonly value: number;
}

/** One counter of several that were read together: its value, or why it could not be read. */
export type ListedValue = { readonly name: string } & (
	CounterValue | { readonly problem: ProblemDocument }
);

/** The answer to a read of several counters. */
export interface CounterValues {
	/** Each once, in the order in which they were asked for. */
	readonly values: readonly ListedValue[];
}

/** What a counter's object reports of itself. */
export interface CounterInspection extends CounterValue {
	/** The object's id: 64 hexadecimal digits. */
	readonly id: string;
	/** The counter's name; absent if it has none, or if it was never called by it. */
	readonly name?: string | undefined;
	/** How often it was changed, by writes and by its owner. */
	readonly version: number;
	/** When the object came into memory, as an RFC 3339 date and time. */
	readonly wokeAt: string;
	/** How often it was called since then, this call included. */
	readonly calls: number;
	/** How often it was changed since then. */
	readonly changes: number;
	/** How many sockets are open. */
	readonly watchers: number;
	/** The size of its database, in bytes. */
	readonly storedBytes: number;
	/** The version of the code that it runs; absent if that is from before it was reported. */
	readonly codeVersion?: string;
}

/** How many rows the database read for one answer, asked for in two ways. */
export interface ReadingCosts {
	/** How many rows the table has. */
	readonly rows: number;
	/** How many rows the database read for the earliest hour by the whole primary key. */
	readonly byKey: number;
	/** How many it read for the same hour by the second part of the key alone. */
	readonly byScan: number;
}

/** What the object of a demo has in its storage, besides the counter. */
export interface ObjectInside {
	/** How many steps of the schema its database has gone through; 0 if it needed none yet. */
	readonly schema: number;
	/** The tables that the site's code made in it. */
	readonly tables: readonly string[];
	/** What it costs to read the earliest hour of its history; absent while there is no table of hours. */
	readonly costs?: ReadingCosts;
	/** All that it may have to do later. */
	readonly duties: readonly {
		readonly name: string;
		/** When it is due, as an RFC 3339 date and time; absent while there is nothing to do. */
		readonly due?: string;
	}[];
	/** For when its alarm is set; absent if it is not. */
	readonly alarm?: string;
	/** When the last reminder rang; absent if none did. */
	readonly rangAt?: string;
}

/** A private counter: whoever has its id can read and change it. */
export interface PrivateCounter extends CounterValue {
	/** 64 hexadecimal digits, accepted wherever a name is. */
	readonly id: string;
}

/** A counter with an owner, as the answer that shows the token. */
export interface OwnedCounter extends CounterValue {
	/** Its name; absent if it has an id alone. */
	readonly name?: string;
	/** Its id, 64 hexadecimal digits; absent if it has a name. */
	readonly id?: string;
	/** Whoever has it owns the counter. It is shown once and stored nowhere. */
	readonly ownerToken: string;
}

/** The settings of a counter, as an owner sees them. */
export interface ShownSettings extends CounterSettings {
	/** Present if a new token was asked for; the one before is void. */
	readonly ownerToken?: string;
}

/** The answer to the creation of a counter. */
export type CreatedCounter = PrivateCounter | OwnedCounter;

/** The result of a race: two new counters, each incremented equally often at the same time, then deleted. */
export interface RaceOutcome {
	/** How many increments were sent to each of them. */
	readonly increments: number;
	/** The counter that was read and then written back by each caller. */
	readonly readThenWrite: PrivateCounter;
	/** The counter that was incremented by one call each. */
	readonly increment: PrivateCounter;
}

/** The answer to a visit. */
export interface VisitOutcome extends CounterValue {
	/** Whether the visitor was counted now: not, if it was counted before on the same day of UTC. */
	readonly counted: boolean;
	/** Whether every visitor of today was distinguished, so that none of them counted twice. */
	readonly exact: boolean;
}

/** A client's own write budget. */
export interface WriteBudget {
	/** Writes that would be taken at once, now. */
	readonly remaining: number;
	/** Writes that a full budget admits at once. */
	readonly burst: number;
	/** Seconds in which one more write is earned. */
	readonly interval: number;
	/** Seconds that the last refusal cost, while it is remembered; else 0. */
	readonly penalty: number;
	/** Seconds after which the next write is taken; 0 if it would be now. */
	readonly retryAfter: number;
}

/** Which code runs. The two halves of the site are deployed one after the other. */
export interface HealthReport {
	/** `mixed` while the halves are of different versions. */
	readonly status: 'ok' | 'mixed';
	/** The version of the half that answers requests. */
	readonly site: string;
	/** The version of the half that keeps the counters; `null` if it is too old to report one. */
	readonly objects: string | null;
}

/** A message to a watcher: JSON in one text message of the WebSocket. */
export interface LiveMessage extends CounterValue {
	/** How often it was changed: of two messages of one epoch, the one with the higher version is newer. */
	readonly version: number;
	/**
	 * Since when versions are counted, in epoch milliseconds: the message with the higher epoch is the
	 * newer one. Absent while nothing is stored, so also after a deletion.
	 */
	readonly epoch?: number | undefined;
	/** How many sockets watch the counter, this one included. */
	readonly watchers: number;
}

/** The only text that a watcher may send, to check the connection, and the reply to it. */
export const livePing = { ping: 'ping', pong: 'pong' } as const;

/** An error as it is sent: RFC 9457, with `error` and `retryAfter` as extensions. */
export interface ProblemDocument {
	/** Address of the page that explains this kind of problem. */
	readonly type: string;
	readonly title: string;
	readonly status: number;
	readonly detail: string;
	/** The request id, as a URN. */
	readonly instance: string;
	/** The same text as `title`, for clients that look for an `error`. */
	readonly error: string;
	/** Seconds after which the request can succeed. */
	readonly retryAfter?: number;
}
