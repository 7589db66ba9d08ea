import { dutyNames } from '../core/contract/duty-names';
import {
	noteAnswer,
	noteChange,
	noteFailure,
	type Outbox,
	sendNow,
	sendTime,
} from '../core/objects/outbox';
import type { CounterContent } from './counter-content';
import type { CounterRow } from './counter-row';
import type { Directory } from './directory';
import type { Duty } from './duties';
import { tableNames } from './tables';

const duty = dutyNames.list;

/** Whether the directory is to list a counter. One that is known by its id alone is private. */
function isListed({ owner, name }: CounterRow): boolean {
	return owner?.settings.listed === true && name !== undefined;
}

// #region note
/** Notes in the row that a write is about to store that it is to be sent to the directory. */
export function withPendingChange(before: CounterRow, next: CounterRow, now: number): CounterRow {
	if (isListed(next)) return { ...next, outbox: noteChange(before.outbox, now) };
	if (!isListed(before)) return next;
	return { ...next, outbox: sendNow(noteChange(before.outbox, now), now) };
}
// #endregion note

/** What a deleted counter still stores: nothing, or that its deletion is to be sent to the directory. */
export function leftBehind(fresh: CounterRow, { name, outbox }: CounterRow): CounterRow {
	if (name === undefined || outbox === undefined) return fresh;
	const now = Date.now();
	return { ...fresh, name, outbox: sendNow(noteChange(outbox, now), now) };
}

/**
 * Empties a database but for one row. In one transaction: a crash must leave neither a counter that is
 * half deleted, nor an entry in the directory that nobody takes out again.
 */
export function eraseAllBut(row: CounterRow, storage: DurableObjectStorage): void {
	const { sql, kv } = storage;
	storage.transactionSync(() => {
		for (const name of tableNames(sql)) sql.exec(`DROP TABLE "${name}"`);
		for (const [key] of Array.from(kv.list())) kv.delete(key);
		kv.put('state', row);
	});
}

// #region send
/**
 * The duty of a counter to send its state to the directory. Every step may fail: what is not confirmed
 * is sent again, and a message that arrives twice changes nothing.
 *
 * @param directory makes a fresh stub, since one that has failed keeps failing
 */
export function createListing(
	content: CounterContent,
	directory: () => DurableObjectStub<Directory>,
): Duty {
	/** Stores what came of a message. The counter may have changed since it was sent, or be deleted. */
	function settle(outbox: Outbox): Promise<void> | void {
		const isDone = sendTime(outbox) === undefined && !isListed(content.row());
		if (!isDone) return content.amend({ outbox });
		return content.isStored()
			? content.amend({ outbox: undefined })
			: content.deleteStored(undefined);
	}

	return {
		name: duty,
		due: () => sendTime(content.row().outbox),

		async run() {
			const row = content.row();
			const { name, value, changedAt = 0, outbox } = row;
			if (name === undefined || outbox === undefined) return;
			const { stamp } = outbox;
			const latest = () => content.row().outbox ?? outbox;
			try {
				const held = isListed(row)
					? await directory().enter({ name, value, changedAt, stamp })
					: await directory().leave(name, stamp);
				const now = Date.now();
				const answered = noteAnswer(latest(), stamp, held, now);
				await settle(isListed(content.row()) ? answered : sendNow(answered, now));
			} catch (error) {
				console.error(JSON.stringify({ duty, error: String(error) }));
				await settle(noteFailure(latest(), Date.now()));
			}
		},
	};
}
// #endregion send
