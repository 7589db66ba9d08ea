import {
	type Happening,
	type RecordedEvent,
	recordedEvents,
	recordingWait,
} from '../core/contract/recording';

/** How many readers may wait for the next event at once; one more is answered at once. */
const maxWaiting = 8;

/** Keeps what happened last in an object, in memory only: it is part of what a restart takes away. */
export interface Recorder {
	/** Takes note of something. */
	note(happening: Happening): void;
	/**
	 * Returns what happened after an event, the oldest first. If that is nothing yet it waits for the next
	 * event, but not for long.
	 *
	 * @param after the id of the event; all that is kept is returned if it is absent or of another instance
	 */
	read(after?: RecordedEvent['id']): Promise<readonly RecordedEvent[]>;
}

/** The recorder of an object that is of no demo: it keeps nothing. */
export const noRecorder: Recorder = { note: () => {}, read: async () => [] };

/**
 * Makes the flight recorder of a demo's object; every other one has none.
 *
 * @param isDemo an object that was woken by its id alone can find out only later that it is a demo's;
 * it records from then on
 */
export function recorderFor(
	isDemo: () => boolean,
	{ sql }: DurableObjectStorage,
	wokeAt: number,
): Recorder {
	let recorder = noRecorder;
	function current(): Recorder {
		if (recorder === noRecorder && isDemo()) recorder = createRecorder(sql, wokeAt);
		return recorder;
	}
	return {
		note: (happening) => current().note(happening),
		read: (after) => current().read(after),
	};
}

/**
 * Makes a flight recorder. Reading it is not recorded.
 *
 * @param wokeAt when the object came into memory, in epoch milliseconds
 */
function createRecorder(sql: SqlStorage, wokeAt: number): Recorder {
	let events: readonly RecordedEvent[] = [];
	let noted = 0;
	let waiting = 0;
	let next = Promise.withResolvers<void>();
	let changesBefore = totalChanges(sql);

	function keep(happening: Happening, at: number): void {
		noted += 1;
		const event: RecordedEvent = { ...happening, id: `${wokeAt}-${noted}`, at };
		events = [...events, event].slice(-recordedEvents);
	}

	/** Notes the rows that were written since the last event: that event wrote them. */
	function noteRows(): void {
		const changes = totalChanges(sql);
		const count = changes - changesBefore;
		changesBefore = changes;
		const at = events.at(-1)?.at ?? wokeAt;
		// While it wakes, the object only reads: what is written then is the runtime's own.
		if (count > 0 && noted > 1) keep({ event: 'rows', count }, at);
	}

	function note(happening: Happening): void {
		noteRows();
		keep(happening, Date.now());
		next.resolve();
		next = Promise.withResolvers();
	}

	function eventsAfter(after: RecordedEvent['id'] | undefined): readonly RecordedEvent[] {
		noteRows();
		return events.slice(events.findIndex(({ id }) => id === after) + 1);
	}

	keep({ event: 'woke' }, wokeAt);
	return {
		note,

		async read(after) {
			const known = eventsAfter(after);
			if (known.length > 0 || waiting === maxWaiting) return known;
			waiting += 1;
			await Promise.race([next.promise, scheduler.wait(recordingWait)]);
			waiting -= 1;
			return eventsAfter(after);
		},
	};
}

/** How many rows were inserted, changed or deleted since the database was opened, by SQLite's own count. */
function totalChanges(sql: SqlStorage): number {
	return sql.exec<{ total: number }>('SELECT total_changes() AS total').one().total;
}
