import { DurableObject, env } from 'cloudflare:workers';
import type { CounterSettings } from '../core/contract/counter-settings';
import { directoryName } from '../core/contract/listing';
import { fingerprint, type IdempotencyKey } from '../core/contract/idempotency';
import { countKey } from '../core/limits/key-quota';
import { readObjectSettings } from '../core/settings/object-settings';
import { createBroadcast } from './broadcast';
import {
	type CounterChange,
	type CounterReport,
	type CounterRow,
	type CounterState,
	readContent,
} from './counter-content';
import { createDuties } from './duties';
import { createKeyTable } from './key-table';
import { createListing } from './listing';
import {
	authorize,
	type CommandRefusal,
	type Creation,
	isSameHash,
	type OwnerCommand,
	planCommand,
	type StrangerRefusal,
} from './owner';
import { refuseAmount, refuseSender, type SentWrite } from './sent-write';
import { countVisit, type SentVisit, type VisitAnswer } from './visits';

/** What a change stores in the counter's row; the version goes up by one. */
type RowChange = Partial<Pick<CounterRow, 'value' | 'keys' | 'owner' | 'visits'>>;

/** The refusal to make a counter where there is one. */
interface NameTaken {
	readonly refused: 'name-taken';
}

/** The result of a command of the owner. */
export type OwnerAnswer =
	(CounterState & { readonly settings: CounterSettings }) | StrangerRefusal | CommandRefusal;

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
	readonly #watchers = createBroadcast(this.ctx, this.#content.state);
	// #endregion wake
	readonly #duties = createDuties(this.ctx.storage, [
		{ name: 'prune keys', due: this.#keys.pruneTime, run: this.#keys.prune },
		{
			name: 'delete',
			due: this.#content.deletionTime,
			run: async () => void (await this.#delete()),
		},
		createListing(this.#content, () => this.env.DIRECTORY.getByName(directoryName)),
	]);

	/** Reads the counter. */
	getCounterValue(): CounterState {
		this.#calls += 1;
		return this.#content.state();
	}

	/** Adds to the value or subtracts from it, also below 0, if the sender may. */
	write(sent: SentWrite): CounterChange {
		this.#calls += 1;
		this.#content.identify(sent.name);
		return refuseSender(this.#content.owner(), sent) ?? this.#change(sent);
	}

	// #region increment
	/**
	 * Adds to the value, as `write` does.
	 *
	 * @param amount a whole number, at least 1
	 */
	increment(amount = 1, key?: IdempotencyKey, client?: string, name?: string): CounterChange {
		return this.write({ operation: 'increment', amount, key, client, name });
	}
	// #endregion increment

	/** Subtracts from the value; the arguments are those of `increment`. */
	decrement(amount = 1, key?: IdempotencyKey, client?: string, name?: string): CounterChange {
		return this.write({ operation: 'decrement', amount, key, client, name });
	}

	/** Counts a visitor, at most once a day. */
	visit(sent: SentVisit): VisitAnswer {
		this.#calls += 1;
		this.#content.identify(sent.name);
		return countVisit(sent, this.#content, this.#keys, (...change) => this.#store(...change));
	}

	/**
	 * Gives a counter that was never written an owner and a first value. A repeat with the same token
	 * changes nothing and succeeds.
	 */
	create({ tokenHash, value, settings, name }: Creation): CounterState | NameTaken {
		this.#calls += 1;
		this.#content.identify(name);
		const owner = this.#content.owner();
		if (owner && isSameHash(owner.tokenHash, tokenHash)) return this.#content.state();
		if (this.#content.isStored()) return { refused: 'name-taken' };
		this.#store({ value, owner: { tokenHash, settings } });
		return this.#content.state();
	}

	// #region manage
	/**
	 * Does what the owner commands, if the token is theirs.
	 *
	 * @param tokenHash of the token that was sent, if any
	 * @returns the counter after it, or what it was if it is removed
	 */
	async manage(tokenHash: string | undefined, command: OwnerCommand): Promise<OwnerAnswer> {
		this.#calls += 1;
		const owner = authorize(this.#content.owner(), tokenHash);
		if ('refused' in owner) return owner;
		const { settings } = owner;
		if (command.do === 'remove') return { ...(await this.#delete()), settings };
		if (command.do === 'read') return { ...this.#content.state(), settings };
		const change = planCommand(command, owner, this.#content.state());
		if ('refused' in change) return change;
		this.#store(change);
		return { ...this.#content.state(), settings: this.#content.owner()?.settings ?? settings };
	}
	// #endregion manage

	/**
	 * Reports the state of the object. The time of waking, the calls and the changes are in memory
	 * only: they start anew after an eviction, while value and version stay.
	 */
	inspect(): CounterReport {
		this.#calls += 1;
		return {
			...this.#content.state(),
			...this.#content.identity(),
			wokeAt: this.#wokeAt,
			calls: this.#calls,
			changes: this.#changes,
			watchers: this.#watchers.watchers(),
			storedBytes: this.ctx.storage.sql.databaseSize,
		};
	}

	// #region change
	#change(sent: SentWrite): CounterChange {
		const { operation, amount, key, client } = sent;
		const write = fingerprint(operation, amount);
		const first = key === undefined ? undefined : this.#keys.find(key);
		if (first) {
			if (first.write !== write) return { refused: 'key-reused' };
			return { value: first.value, version: first.version, replayed: true };
		}

		const refused = refuseAmount(this.#content.owner(), sent);
		if (refused) return refused;
		const value = this.#content.state().value + (operation === 'increment' ? amount : -amount);
		if (!Number.isSafeInteger(value)) return { refused: 'out-of-range' };
		if (key === undefined) {
			this.#store({ value });
		} else {
			const keys = countKey(this.#content.keys(), Date.now(), client);
			if ('refused' in keys) return keys;
			this.#store({ value, keys }, (state) => this.#keys.remember(key, { write, ...state }));
		}
		return { ...this.#content.state(), replayed: false };
	}

	#store(change: RowChange, together?: (state: CounterState) => void): void {
		this.#content.store({ ...change, version: this.#content.state().version + 1 }, together);
		this.#changes += 1;
		// The output gate holds messages back too: no watcher gets a value that is not on disk.
		this.#watchers.announce();
	}
	// #endregion change

	/**
	 * Replaces the value: the second half of a read-modify-write, in which an update is lost when two
	 * callers read before either writes. Only the race of lesson 1 calls it.
	 */
	overwrite(value: number): void {
		this.#calls += 1;
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

	/** Deletes the counter with all that it stored, unless it has an owner; returns what it was. */
	async remove(): Promise<CounterState> {
		this.#calls += 1;
		return this.#content.owner() ? this.#content.state() : this.#delete();
	}

	async #delete(): Promise<CounterState> {
		const state = this.#content.clear();
		this.#keys.clear();
		this.#watchers.announce();
		await this.#content.vanish(this.#content.row().outbox);
		return state;
	}

	// #region absorb
	/**
	 * Takes over what a shard has gathered, each flush once: the change and the number of the flush
	 * are stored together, and a number that was seen before changes nothing.
	 *
	 * @param shard the id of the shard
	 * @param flush the number of its flush, from 1
	 * @param change a whole number that keeps the value within the safe integers
	 */
	absorb(shard: string, flush: number, change: number): CounterState {
		this.#calls += 1;
		const row = `flush ${shard}`;
		if (flush > (this.ctx.storage.kv.get<number>(row) ?? 0)) {
			const value = this.#content.state().value + change;
			this.#store({ value }, () => this.ctx.storage.kv.put(row, flush));
		}
		return this.#content.state();
	}
	// #endregion absorb

	/** Opens a WebSocket that receives the value and every change of it. */
	override fetch(request: Request): Response {
		this.#calls += 1;
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
		return this.#duties.run();
	}
}
