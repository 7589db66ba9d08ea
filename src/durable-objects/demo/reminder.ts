import { dutyNames } from '../../core/contract/duty-names';
import type { CounterContent, RowChange } from '../counter-content';
import type { Duty } from '../duties';

/** How long after it was asked for a reminder is due, in milliseconds. */
const reminderDelay = 5000;

/** What is stored of the last reminder: when it is due, or when it rang. Epoch milliseconds. */
interface Stored {
	readonly due?: number;
	readonly rangAt?: number;
}

/** A duty that a reader can see come due: it only notes when it was done. */
export interface Reminder {
	readonly duty: Duty;
	/** Asks to be reminded in five seconds. */
	ask(): void;
	/** When it last rang, in epoch milliseconds. */
	rangAt(): number | undefined;
}

/**
 * Keeps the reminder of a demo's counter in storage. Other counters have none, and read no row for it.
 *
 * @param store stores a change of the counter, with another one in the same transaction
 * @param require sets the alarm for a time, in epoch milliseconds, at the latest
 */
export function createReminder(
	{ kv }: DurableObjectStorage,
	content: CounterContent,
	store: (change: RowChange, together: () => void) => void,
	require: (time: number) => void,
): Reminder {
	function stored(): Stored {
		return (content.isDemo() ? kv.get<Stored>('reminder') : undefined) ?? {};
	}

	return {
		// #region remind
		duty: {
			name: dutyNames.remind,
			due: () => stored().due,
			run: () => kv.put('reminder', { rangAt: Date.now() }),
		},

		ask() {
			const due = Date.now() + reminderDelay;
			// It counts as a change, so a counter that has a reminder is one that will be deleted.
			store({}, () => kv.put('reminder', { due }));
			require(due);
		},
		// #endregion remind

		rangAt: () => stored().rangAt,
	};
}
