import { DurableObject, env } from 'cloudflare:workers';
import type { IdempotencyKey } from '../core/contract/idempotency';
import { directoryName } from '../core/contract/listing';
import type { RecordedEvent } from '../core/contract/recording';
import type { ObjectPlace } from '../core/contract/whereabouts';
import type { TaskId } from '../core/contract/tasks';
import type { CounterHistory, HistoryQuery } from '../core/history/history';
import { readObjectSettings } from '../core/settings/object-settings';
import { version } from '../core/site/version';
import { createBroadcast } from './broadcast';
import {
	type CounterChange,
	type CounterReport,
	type CounterState,
	type HistoryReport,
	readContent,
	type RowChange,
} from './counter-content';
import { createDemonstration, type DemoCommand, type InsideReport } from './demonstration';
import { createDuties } from './duties';
import { createFlushes, type Flush } from './flushes';
import { createHistoryTable } from './history-table';
import { createKeyTable } from './key-table';
import { createListing } from './listing';
import type { Creation, OwnerCommand } from './owner';
import { createOwnership, type CreationAnswer, type OwnerAnswer } from './ownership';
import { recorderFor } from './recorder';
import { findPlace } from './place';
import { createReminder } from './reminder';
import type { SentWrite } from './sent-write';
import { createTasks } from './tasks';
import { countVisit, type SentVisit, type VisitAnswer } from './visits';
import { createWrites } from './writes';

const { values: settings, faults } = readObjectSettings({ ...env });
for (const fault of faults) console.warn(JSON.stringify({ setting: fault }));

/**
 * One number that lasts. Every name has an object of this class to itself, somewhere on the
 * network, and all calls for that name meet in it: one at a time, so nothing is lost between a read
 * and a write.
 *
 * Two rules keep it correct and fast. What is stored is read once, when the object wakes, and then
 * held in memory. And every method that reads or changes runs without an `await`, so no other call can
 * come in between; the runtime's output gate holds the answer back until the write is on disk.
 */
export class Counter extends DurableObject<Cloudflare.Env> {
	// #region wake
	readonly #wokeAt = Date.now();
	#calls = 0;
	#changes = 0;
	// Synchronous, so no call can come in before the value is here; and it only reads.
	readonly #content = readContent(this.ctx, settings, () => this.#duties);
	readonly #keys = createKeyTable(this.ctx.storage, (time) => this.#duties.require(time));
	readonly #recorder = recorderFor(this.#content.isDemo, this.ctx.storage, this.#wokeAt);
	readonly #watchers = createBroadcast(this.ctx, this.#content.state, this.#recorder);
	// #endregion wake

	/** Stores a change, with another one in the same transaction, and does all that follows from it. */
	readonly #store = (change: RowChange, together?: (state: CounterState) => void): void => {
		const { value, version } = this.#content.state();
		// The value that a counter with an owner starts with was not added to it.
		const to = change.owner === undefined ? change.value : undefined;
		const counted = this.#history.count(value, to, together);
		this.#content.store({ ...change, ...counted.row, version: version + 1 }, counted.together);
		this.#changes += 1;
		// The output gate holds messages back too: no watcher gets a value that is not on disk.
		this.#watchers.announce();
	};

	readonly #writes = createWrites(this.#content, this.#keys, this.#store);
	readonly #tasks = createTasks(this.#content, {
		changes: () => this.#changes,
		watchers: () => this.#watchers.watchers(),
		remind: () => this.#watchers.remind(),
	});
	readonly #flushes = createFlushes(this.ctx.storage, this.#content, this.#store);
	readonly #ownership = createOwnership(this.#content, this.#store, () => this.#delete());
	readonly #history = createHistoryTable(this.ctx.storage, this.#content.history, (time) =>
		this.#duties.require(time),
	);
	readonly #reminder = createReminder(this.ctx.storage, this.#content, this.#store, (time) =>
		this.#duties.require(time),
	);
	// #region duties
	readonly #duties = createDuties(
		this.ctx.storage,
		[
			{ name: 'prune keys', due: this.#keys.pruneTime, run: this.#keys.prune },
			{ name: 'prune history', due: this.#history.pruneTime, run: this.#history.prune },
			{
				name: 'delete',
				due: this.#content.deletionTime,
				run: async () => void (await this.#delete()),
			},
			createListing(this.#content, () => this.env.DIRECTORY.getByName(directoryName)),
			this.#reminder.duty,
		],
		this.#recorder,
	);
	// #endregion duties
	readonly #demonstration = createDemonstration(
		this.ctx.storage,
		this.#content,
		() => this.#duties,
		this.#reminder,
	);

	/** Counts a call. */
	#note(method: string): void {
		this.#calls += 1;
		this.#recorder.note({ event: 'call', method });
	}

	/** Reads the counter. */
	getCounterValue(): CounterState {
		this.#note('getCounterValue');
		return this.#content.state();
	}

	/** Adds to the value or subtracts from it, also below 0, if the sender may. */
	write(sent: SentWrite): CounterChange {
		return this.#apply(sent);
	}

	#apply(sent: SentWrite): CounterChange {
		this.#content.identify(sent.name);
		this.#note('write');
		const answer = this.#writes.apply(sent);
		this.#tasks.see(answer);
		return answer;
	}

	// #region increment
	/**
	 * Adds to the value, as `write` does.
	 *
	 * @param amount a whole number, at least 1
	 */
	increment(amount = 1, key?: IdempotencyKey, client?: string, name?: string): CounterChange {
		return this.#apply({ operation: 'increment', amount, key, client, name });
	}
	// #endregion increment

	/** Subtracts from the value; the arguments are those of `increment`. */
	decrement(amount = 1, key?: IdempotencyKey, client?: string, name?: string): CounterChange {
		return this.#apply({ operation: 'decrement', amount, key, client, name });
	}

	/** Counts a visitor, at most once a day. */
	visit(sent: SentVisit): VisitAnswer {
		this.#note('visit');
		this.#content.identify(sent.name);
		return countVisit(sent, this.#content, this.#keys, this.#store);
	}

	/** Gives a counter that was never written an owner and a first value. */
	create(creation: Creation): CreationAnswer {
		this.#note('create');
		return this.#ownership.create(creation);
	}

	/**
	 * Does what the owner commands, if the token is theirs.
	 *
	 * @param tokenHash of the token that was sent, if any
	 * @returns the counter after it, or what it was if it is removed
	 */
	manage(tokenHash: string | undefined, command: OwnerCommand): Promise<OwnerAnswer> {
		this.#note('manage');
		return this.#ownership.manage(tokenHash, command);
	}

	/**
	 * Reports the state of the object. The time of waking, the calls and the changes are in memory
	 * only: they start anew after an eviction, while value and version stay.
	 */
	inspect(): CounterReport {
		this.#note('inspect');
		return {
			...this.#content.state(),
			...this.#content.identity(),
			wokeAt: this.#wokeAt,
			calls: this.#calls,
			changes: this.#changes,
			watchers: this.#watchers.watchers(),
			storedBytes: this.ctx.storage.sql.databaseSize,
			codeVersion: version,
		};
	}

	/** Tells what happened lately in the object of a demo, which reading it does not add to. */
	recording(after?: RecordedEvent['id'], name?: string): Promise<readonly RecordedEvent[]> {
		this.#content.identify(name);
		return this.#recorder.read(after);
	}

	/** Tells what was added and subtracted in hours or days, and the counter now. */
	history(query: HistoryQuery): HistoryReport {
		this.#note('history');
		const state = this.#content.state();
		return { ...state, ...this.#history.read(query, state.value) };
	}

	/** Tells several parts of the history at once, in the order of the queries. */
	histories(queries: readonly HistoryQuery[]): readonly CounterHistory[] {
		this.#note('histories');
		const { value } = this.#content.state();
		return queries.map((query) => this.#history.read(query, value));
	}

	/**
	 * Replaces the value: the second half of a read-modify-write, in which an update is lost when two
	 * callers read before either writes. Only the race of lesson 1 calls it.
	 */
	overwrite(value: number): void {
		this.#note('overwrite');
		if (!this.#content.owner()) this.#store({ value });
	}

	// #region restart
	/**
	 * Ends this instance. The next call is answered by a new one, made by the constructor from what
	 * is stored; fields and sockets are gone.
	 *
	 * @throws always, since the instance that was called is gone
	 */
	async restart(): Promise<void> {
		// `abort` drops what is still on its way to the disk, so that goes first.
		await this.ctx.storage.sync();
		this.ctx.abort('restarted on request');
	}
	// #endregion restart

	/**
	 * Tells where the object runs, as far as the platform tells it; reads and stores nothing.
	 *
	 * @param trace the address that says which data centre is asked, if there is one
	 */
	place(trace: string | undefined): Promise<ObjectPlace> {
		this.#note('place');
		return findPlace(this.ctx.id, trace);
	}

	/** Tells which tasks of the tutorial were done with the counter of a demo. */
	doneTasks(): readonly TaskId[] {
		this.#note('doneTasks');
		return this.#tasks.done();
	}

	/** Lets a demo look at the object, make its hours older or ask it for a reminder. */
	demonstrate(command: DemoCommand, name?: string): Promise<InsideReport> {
		this.#content.identify(name);
		this.#note('demonstrate');
		return this.#demonstration.run(command);
	}

	/** Deletes the counter with all that it stored, unless it has an owner; returns what it was. */
	async remove(): Promise<CounterState> {
		this.#note('remove');
		return this.#content.owner() ? this.#content.state() : this.#delete();
	}

	async #delete(): Promise<CounterState> {
		const state = this.#content.clear();
		this.#keys.clear();
		this.#watchers.announce();
		await this.#content.vanish(this.#content.row().outbox);
		return state;
	}

	/** Takes over what a shard has gathered; a flush that was taken over before changes nothing. */
	absorbFlush(flush: Flush): CounterState {
		this.#note('absorbFlush');
		return this.#flushes.absorb(flush);
	}

	// #region absorb
	/** The same from a shard of before epochs and owners, which can tell neither. */
	absorb(shard: string, flush: number, change: number): CounterState {
		const { epoch, owned } = this.#content.state();
		return owned ? this.getCounterValue() : this.absorbFlush({ shard, flush, change, epoch });
	}
	// #endregion absorb

	/** Opens a WebSocket that receives the value and every change of it. */
	override fetch(request: Request): Response {
		this.#note('fetch');
		return this.#watchers.accept(request);
	}

	override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
		this.#watchers.refuseMessage(socket, message);
	}

	override webSocketClose(socket: WebSocket): void {
		this.#watchers.drop(socket);
	}
	override webSocketError(socket: WebSocket): void {
		this.#watchers.drop(socket);
	}

	override alarm(): Promise<void> {
		this.#recorder.note({ event: 'alarm' });
		return this.#duties.run();
	}
}
