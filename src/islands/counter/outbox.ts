import { randomDigits, type Write, type WriteOutcome } from './client';
import { deliver } from './deliver';
import { forgetWrite, type KeptWrite, keepWrite, keptWrites } from './kept-writes';
import { postChange } from './pacing';

/** The writes of this page to one counter that are not answered. */
export interface Outbox {
	/** Sends a write under a new key until it is answered or too old. */
	send(write: Write): Promise<WriteOutcome>;
	/** Sends again what an earlier page of this tab has kept; returns an outcome for each write. */
	sendKept(): readonly Promise<WriteOutcome>[];
	/** Sends again at once what got no answer, since it seems that the server can be reached. */
	retryNow(): void;
}

/**
 * Makes the outbox of a counter. Each write is kept in the storage of the tab until it is answered.
 *
 * @param onWaiting is called when a write begins to wait to be sent again, and when none does any more
 */
export function createOutbox(name: string, onWaiting: (isWaiting: boolean) => void): Outbox {
	const waiting = new Set<KeptWrite>();
	/** Ends each pause that need not be kept when the server can be reached. */
	const urgent = new Set<() => void>();

	async function send(write: KeptWrite, isRepeat: boolean): Promise<WriteOutcome> {
		const sentAt = performance.now();
		keepWrite(name, write);
		const outcome = await deliver(isRepeat, {
			send: (isRepeat) => postChange(name, write, isRepeat),
			// The first clock may stop while the machine sleeps, the second may be set: the longer time counts.
			age: () => Math.max(performance.now() - sentAt, Date.now() - write.at),
			pause,
			onWait() {
				waiting.add(write);
				onWaiting(true);
			},
			random: Math.random,
		});
		forgetWrite(name, write.key);
		waiting.delete(write);
		onWaiting(waiting.size > 0);
		return outcome;
	}

	function pause(milliseconds: number, isUrgent: boolean): Promise<void> {
		return new Promise((resolve) => {
			const end = (): void => {
				clearTimeout(timeout);
				urgent.delete(end);
				resolve();
			};
			const timeout = setTimeout(end, milliseconds);
			if (isUrgent) urgent.add(end);
		});
	}

	function retryNow(): void {
		for (const end of urgent) end();
	}

	addEventListener('online', retryNow);

	return {
		send: (write) => send({ ...write, key: randomDigits(), at: Date.now() }, false),
		sendKept: () => keptWrites(name).map((write) => send(write, true)),
		retryNow,
	};
}
