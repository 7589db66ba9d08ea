import { noRecorder, type Recorder } from './recorder';

/** Work that an object does later, at a time that it can compute from what is stored. */
export interface Duty {
	/** Its name in the log, and in the API's report of what is inside a demo's object. */
	readonly name: string;
	/** When it is due, in epoch milliseconds; `undefined` while there is nothing to do. Only reads. */
	due(): number | undefined;
	/**
	 * Does it, or a part of it: it is run again as long as it stays due. A promise is awaited; its
	 * result is ignored.
	 */
	run(): unknown;
}

/** The duties of one object, which share its single alarm. */
export interface Duties {
	/**
	 * Looks once, at the first call after waking, whether the alarm that the duties need is set. To be
	 * called before the first write: it costs a write only if the alarm is missing or too late.
	 */
	check(): void;
	/** Sets the alarm for `time`, in epoch milliseconds, unless it is set for then or earlier. */
	require(time: number): void;
	/** Returns what there is to do and when, in the order in which it is run; only reads. */
	list(): readonly { readonly name: string; readonly due?: number }[];
	/** Takes note that all storage is deleted, and the alarm with it. */
	forget(): void;
	/** Runs what is due, and sets the alarm for what is due next. */
	run(): Promise<void>;
}

/** What duties need of their object. */
interface Host {
	readonly storage: DurableObjectStorage;
	/** Records every alarm that is set. */
	readonly recorder?: Pick<Recorder, 'note'>;
}

/** How long a duty that failed waits before it is run again, in milliseconds. */
export const retryInterval = 60_000;

/**
 * Lets several duties share the one alarm that the platform gives an object: it is set for the
 * earliest of them. A duty that fails is logged and run again later, and does not stop the others.
 *
 * The platform retries an alarm that fails only a few times, so an alarm can be lost for good: what
 * is due is known from storage, and `check` sets the alarm again.
 */
export function createDuties(
	{ storage, recorder = noRecorder }: Host,
	duties: readonly Duty[],
): Duties {
	/** For when the alarm is set; `undefined` if it is not. */
	let alarm: number | undefined;
	let isChecked = false;

	function setAlarm(time: number): void {
		alarm = time;
		// Not awaited: it commits with the rows that are written in the same turn.
		void storage.setAlarm(time);
		recorder.note({ event: 'alarm', due: time });
	}

	/** Sets the alarm that is due, if the stored one is missing or later. */
	async function repair(): Promise<void> {
		const stored = await storage.getAlarm();
		if (alarm === undefined) return;
		// An alarm that is overdue is stored as due now.
		if (stored === null || stored > Math.max(alarm, Date.now())) setAlarm(alarm);
	}

	// #region require
	function require(time: number): void {
		if (alarm === undefined || time < alarm) setAlarm(time);
	}
	// #endregion require

	return {
		require,

		// #region check
		check() {
			if (isChecked) return;
			isChecked = true;
			alarm = earliest(duties);
			if (alarm !== undefined) void repair();
		},
		// #endregion check

		list() {
			return duties.map((duty) => {
				const due = duty.due();
				return { name: duty.name, ...(due !== undefined && { due }) };
			});
		},

		forget() {
			alarm = undefined;
		},

		// #region run
		async run() {
			isChecked = true;
			const failed = new Set<Duty>();
			for (const duty of duties) {
				if ((duty.due() ?? Number.POSITIVE_INFINITY) > Date.now()) continue;
				try {
					await duty.run();
				} catch (error) {
					console.error(JSON.stringify({ duty: duty.name, error: String(error) }));
					failed.add(duty);
				}
			}
			alarm = undefined;
			const next = earliest(duties.filter((duty) => !failed.has(duty)));
			if (next !== undefined) setAlarm(next);
			if (failed.size > 0) require(Date.now() + retryInterval);
		},
		// #endregion run
	};
}

// #region earliest
function earliest(duties: readonly Duty[]): number | undefined {
	const times = duties.map((duty) => duty.due()).filter((time) => time !== undefined);
	return times.length === 0 ? undefined : Math.min(...times);
}
// #endregion earliest
