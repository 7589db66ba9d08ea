import type { ObjectInside } from '../../core/contract/answers';
import type { CounterContent } from '../counter-content';
import type { Duties } from '../duties';
import { readingCosts } from '../history-costs';
import { shiftHours } from '../history-rows';
import { historySchema, schemaOf } from '../migrations';
import { tableNames } from '../tables';
import type { Reminder } from './reminder';

/** What a reader of the tutorial can have the object of a demo do. */
export type DemoCommand = 'look' | 'pass-hour' | 'remind';

/** What the object of a demo has in its storage, besides the counter. Times are epoch milliseconds. */
export interface InsideReport extends Omit<ObjectInside, 'duties' | 'alarm' | 'rangAt'> {
	/** All that the object may have to do later, with the time if it has to. */
	readonly duties: ReturnType<Duties['list']>;
	/** For when the object’s one alarm is set. */
	readonly alarm?: number;
	/** When the last reminder rang. */
	readonly rangAt?: number;
}

/** Shows a demo's reader the inside of their object, and what time does to it. */
export interface Demonstration {
	run(command: DemoCommand): Promise<InsideReport>;
}

/** The most hours that are kept of a counter for which hours were let pass. */
const hoursShown = 8;

/** Does what the demos ask of their counters; no other counter is asked. */
export function createDemonstration(
	storage: DurableObjectStorage,
	content: CounterContent,
	duties: () => Duties,
	reminder: Reminder,
): Demonstration {
	const hasHistory = () => schemaOf(storage) >= historySchema;

	// #region pass-hour
	/** Makes all that was counted by the hour one hour older. */
	function passHour(): void {
		const history = content.history();
		if (!history) return;
		const hour = history.hour - 1;
		storage.transactionSync(() => {
			if (hasHistory()) shiftHours(storage.sql, hour - hoursShown);
			content.amend({ history: { ...history, hour } });
		});
	}
	// #endregion pass-hour

	async function look(): Promise<InsideReport> {
		const alarm = await storage.getAlarm();
		const rangAt = reminder.rangAt();
		return {
			schema: schemaOf(storage),
			tables: tableNames(storage.sql),
			...(hasHistory() && { costs: readingCosts(storage.sql) }),
			duties: duties().list(),
			...(alarm !== null && { alarm }),
			...(rangAt !== undefined && { rangAt }),
		};
	}

	return {
		run(command) {
			if (command === 'pass-hour') passHour();
			if (command === 'remind') reminder.ask();
			return look();
		},
	};
}
