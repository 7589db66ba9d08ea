import { DurableObject } from 'cloudflare:workers';
import { counterNameOf } from '../core/objects/shards';
import type { Counter } from './counter';
import type { CounterChange, CounterState } from './counter-content';
import type { SentWrite } from './sent-write';

/**
 * How long changes are gathered before they go to the counter, and how old what a shard knows of the
 * counter may be when it takes a write, in milliseconds.
 */
const flushInterval = 250;

/** How long a flush that failed waits before it is sent again, in milliseconds. */
const retryInterval = 2000;

/** A counter within this distance of the largest safe integer is written to without a shard. */
const rangeMargin = 2 ** 32;

/** The one stored row of a shard. */
interface Buffer {
	/** The number of the last flush. */
	readonly flush: number;
	/** The change that this flush carries, until the counter has confirmed it. */
	readonly sending: number;
	/** The change that waits for the next flush. */
	readonly waiting: number;
	/** The epoch of the counter that both are for; absent if they were gathered before there were any. */
	readonly epoch?: number | undefined;
}

/** The result of a write to a shard: most often an estimate, which is not the value of any version. */
export type ShardChange = CounterChange | Estimate;

interface Estimate {
	readonly value: number;
	readonly version?: undefined;
	readonly epoch?: undefined;
	readonly replayed: false;
}

/**
 * A part of a counter that is written more often than one object can handle: it gathers changes on
 * its own disk and sends their sum to the counter, at most every quarter of a second.
 *
 * Nothing is lost and nothing counts twice. A change is on disk before it is acknowledged. A flush
 * is stored with a number of its own before it is sent and cleared after it was confirmed, and the
 * counter takes each number once; so the alarm can send again whatever a crash interrupted.
 *
 * Only writes without an idempotency key come here: whether a key was seen before is a question for
 * one object. So is who may write, once an owner has restricted that: a shard asks the counter again
 * after a quarter of a second, and passes on what it cannot decide. What it took before it knew that
 * the counter was deleted went with the counter, and is no change of the one that came after.
 */
export class CounterShard extends DurableObject<Cloudflare.Env> {
	#buffer: Buffer;
	/** Whether an alarm is known to be set; the first change after waking sets it anew. */
	#isFlushDue = false;
	/** The counter as it last reported itself, without the changes gathered here. */
	#known: CounterState | undefined;
	/** When it did, in epoch milliseconds. */
	#knownAt = 0;
	/** The answer of the counter that is being waited for. */
	#asking: Promise<CounterState> | undefined;

	constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
		super(ctx, env);
		this.#buffer = ctx.storage.kv.get<Buffer>('buffer') ?? { flush: 0, sending: 0, waiting: 0 };
	}

	/**
	 * Adds to the counter's value or subtracts from it, if the sender may.
	 *
	 * @param sent a write without a key
	 * @returns an estimate, without a version: the value but for the changes that other shards have not
	 *   sent yet; or the answer of the counter, if that has to decide
	 */
	async write(sent: SentWrite): Promise<ShardChange> {
		const known = await this.#ask();
		// From here on nothing is awaited, so no other change can come in between.
		const change = sent.operation === 'increment' ? sent.amount : -sent.amount;
		const { epoch, owned } = known;
		const isOpen =
			owned === undefined || (owned.writes === 'everyone' && sent.amount <= owned.step);
		if (epoch === undefined || !isOpen || sent.origin !== undefined) return this.#passOn(sent);

		const buffer = this.#buffer.epoch === epoch ? this.#buffer : begin(this.#buffer, epoch);
		const value = known.value + buffer.sending + buffer.waiting + change;
		if (Math.abs(value) > Number.MAX_SAFE_INTEGER - rangeMargin) return this.#passOn(sent);

		this.#save({ ...buffer, waiting: buffer.waiting + change });
		if (!this.#isFlushDue) {
			this.#isFlushDue = true;
			// Not awaited: it commits with the row above.
			void this.ctx.storage.setAlarm(Date.now() + flushInterval);
		}
		return { value, replayed: false };
	}

	/** Adds to the counter's value, for a site from before `write`. */
	increment(amount = 1): Promise<ShardChange> {
		return this.write({ operation: 'increment', amount });
	}

	/** Subtracts from the counter's value, as `increment` adds. */
	decrement(amount = 1): Promise<ShardChange> {
		return this.write({ operation: 'decrement', amount });
	}

	/** Returns the counter as it was not long ago; all who want to know at the same time ask once. */
	async #ask(): Promise<CounterState> {
		const isRecent = Math.abs(Date.now() - this.#knownAt) <= flushInterval;
		if (this.#known && isRecent) return this.#known;
		this.#asking ??= this.#counter().getCounterValue();
		try {
			return this.#learn(await this.#asking);
		} finally {
			this.#asking = undefined;
		}
	}

	/**
	 * Takes over what the counter has reported, unless a newer report came in the meantime; returns
	 * what is known then. It is copied: a result of a call keeps the called object in memory.
	 */
	#learn({ value, version, epoch, owned }: CounterState): CounterState {
		const known = this.#known;
		const isLate =
			known?.epoch !== undefined &&
			epoch !== undefined &&
			(epoch === known.epoch ? version < known.version : epoch < known.epoch);
		if (isLate) return known;
		this.#knownAt = Date.now();
		this.#known = {
			value,
			version,
			...(epoch !== undefined && { epoch }),
			...(owned && { owned: { ...owned, origins: [...owned.origins] } }),
		};
		return this.#known;
	}

	/** Lets the counter itself decide. */
	async #passOn(sent: SentWrite): Promise<CounterChange> {
		const change = { ...(await this.#counter().write(sent)) };
		if ('version' in change) this.#learn(change);
		return change;
	}

	// #region flush
	/** Sends what was gathered to the counter. A flush that fails is sent again, and counts once. */
	override async alarm(): Promise<void> {
		const { sending, waiting, flush } = this.#buffer;
		if (sending === 0 && waiting !== 0) {
			this.#save({ ...this.#buffer, flush: flush + 1, sending: waiting, waiting: 0 });
		}
		if (this.#buffer.sending !== 0) {
			try {
				this.#learn(await this.#send(this.#buffer));
			} catch {
				// An alarm that throws is retried too, but only a few times.
				await this.ctx.storage.setAlarm(Date.now() + retryInterval);
				return;
			}
			this.#save({ ...this.#buffer, sending: 0 });
		}
		this.#isFlushDue = this.#buffer.waiting !== 0;
		if (this.#isFlushDue) await this.ctx.storage.setAlarm(Date.now() + flushInterval);
	}
	// #endregion flush

	#send({ flush, sending: change, epoch }: Buffer): Promise<CounterState> {
		const shard = this.ctx.id.toString();
		return epoch === undefined
			? this.#counter().absorb(shard, flush, change)
			: this.#counter().absorbFlush({ shard, flush, change, epoch });
	}

	#save(buffer: Buffer): void {
		this.ctx.storage.kv.put('buffer', buffer);
		this.#buffer = buffer;
	}

	/** A fresh stub of the counter, since one that has failed keeps failing. */
	#counter(): DurableObjectStub<Counter> {
		return this.env.COUNTER.getByName(counterNameOf(this.ctx.id.name ?? ''));
	}
}

/** The buffer for changes of another epoch: what was gathered for a counter that is deleted is void. */
function begin({ flush, sending, waiting, epoch: before }: Buffer, epoch: number): Buffer {
	return before === undefined
		? { flush, sending, waiting, epoch }
		: { flush, sending: 0, waiting: 0, epoch };
}
