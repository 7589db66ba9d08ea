import type { IdempotencyKey } from '../core/contract/idempotency';
import { directoryName } from '../core/contract/listing';
import type { CounterHistory, HistoryQuery } from '../core/history/history';
import { version } from '../core/site/version';
import { createBroadcast } from './broadcast';
import { createChanges } from './changes';
import { type CounterChange, type CounterState, readContent } from './counter-content';
import type { CounterReport, HistoryReport } from './counter-report';
import { createDemo } from './demo/demo';
import { DemoObject } from './demo/demo-object';
import { createDuties } from './duties';
import { createFlushes, type Flush } from './flushes';
import { createHistoryTable } from './history-table';
import { createKeyTable } from './key-table';
import { createListing } from './listing';
import type { Creation, OwnerCommand } from './owner';
import { createOwnership, type CreationAnswer, type OwnerAnswer } from './ownership';
import { recorderFor } from './recorder';
import type { SentWrite } from './sent-write';
import { countVisit, type SentVisit, type VisitAnswer } from './visits';
import { createWrites } from './writes';

/**
 * One number that lasts. Every name has an object of this class to itself, somewhere on the
 * network, and all calls for that name go to it: one at a time, so nothing is lost between a read
 * and a write.
 *
 * Two rules keep it correct and fast. What is stored is read once, when the object wakes, and then
 * held in memory. And every method that reads or changes runs without an `await`, so no other call can
 * come in between; the runtime's output gate holds the answer back until the write is on disk.
 */
export class Counter extends DemoObject {
	// #region wake
	readonly #wokeAt = Date.now();
	#calls = 0;
	// Synchronous, so no call can come in before the value is here; and it only reads.
	readonly #content = readContent(this.ctx, () => this.#duties);
	readonly #keys = createKeyTable(this.ctx.storage, (time) => this.#duties.require(time));
	readonly #recorder = recorderFor(this.#content.isDemo, this.ctx.storage, this.#wokeAt);
	readonly #watchers = createBroadcast(this.ctx, this.#content.state, this.#recorder);
	// #endregion wake

	readonly #history = createHistoryTable(this.ctx.storage, this.#content.history, (time) =>
		this.#duties.require(time),
	);
	readonly #changes = createChanges(this.#content, this.#keys, this.#history, this.#watchers);
	readonly #writes = createWrites(this.#content, this.#keys, this.#changes.store);
	readonly #flushes = createFlushes(this.ctx.storage, this.#content, this.#changes.store);
	readonly #ownership = createOwnership(this.#content, this.#changes.store, this.#changes.remove);
	protected readonly demo = createDemo(this.ctx.storage, {
		content: this.#content,
		changes: this.#changes,
		watchers: this.#watchers,
		recorder: this.#recorder,
		duties: () => this.#duties,
		note: (method) => this.#note(method),
	});
	// #region duties
	readonly #duties = createDuties({ storage: this.ctx.storage, recorder: this.#recorder }, [
		{ name: 'prune keys', due: this.#keys.pruneTime, run: this.#keys.prune },
		{ name: 'prune history', due: this.#history.pruneTime, run: this.#history.prune },
		{ name: 'delete', due: this.#content.deletionTime, run: this.#changes.remove },
		createListing(this.#content, () => this.env.DIRECTORY.getByName(directoryName)),
		this.demo.reminder.duty,
	]);
	// #endregion duties

	/** Counts a call and records it. */
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
		this.demo.tasks.see(answer);
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
		return countVisit(sent, this.#content, this.#keys, this.#changes.store);
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
			changes: this.#changes.stored(),
			watchers: this.#watchers.watchers(),
			storedBytes: this.ctx.storage.sql.databaseSize,
			codeVersion: version,
		};
	}

	/** Returns what was added and subtracted in hours or days, and the counter now. */
	history(query: HistoryQuery): HistoryReport {
		this.#note('history');
		const state = this.#content.state();
		return { ...state, ...this.#history.read(query, state.value) };
	}

	/** Returns several parts of the history at once, in the order of the queries. */
	histories(queries: readonly HistoryQuery[]): readonly CounterHistory[] {
		this.#note('histories');
		const { value } = this.#content.state();
		return queries.map((query) => this.#history.read(query, value));
	}

	/** Takes over what a shard has gathered; a flush that was taken over before changes nothing. */
	absorbFlush(flush: Flush): CounterState {
		this.#note('absorbFlush');
		return this.#flushes.absorb(flush);
	}

	// #region absorb
	/** The same from a shard of before epochs and owners, which knows neither. */
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
