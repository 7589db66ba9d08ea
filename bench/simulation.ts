/**
 * A simulation of a sharded counter, for more objects than one machine can run at once. It knows
 * nothing of a network or of a platform: an object is a queue with one server that takes the same
 * time for every call.
 */
import { percentile } from './statistics.ts';

export interface Model {
	/** Calls that one object answers in a second. */
	readonly capacity: number;
	/** Objects that take the writes; 0 if the counter's own object takes them itself. */
	readonly shards: number;
	/** Writes offered in a second, at random moments, each to a shard chosen by chance. */
	readonly writes: number;
	/** Reads of the counter's own object in a second, at random moments. */
	readonly reads: number;
	/** How long a shard gathers before it flushes, in milliseconds. */
	readonly flushInterval: number;
	/** How long is simulated, in milliseconds; the first second does not count. */
	readonly duration: number;
	readonly seed: number;
}

/** What came of it; all times in milliseconds. */
export interface Outcome {
	/** From the arrival of a write to its answer: what 99 of 100 take at most. */
	readonly writeTime: number;
	/** The same for reads. */
	readonly readTime: number;
	/** From the answer to a write to the moment the counter's own object has it, for 99 of 100. */
	readonly staleness: number;
	/** Calls of the counter's own object in a second. */
	readonly rootCalls: number;
	/** The part of the time in which that object is at work, from 0 to 1. */
	readonly rootLoad: number;
}

/** The time before anything counts, in milliseconds. */
const warmup = 1000;

/** Simulates a counter under a steady load. */
export function simulate(model: Model): Outcome {
	const { shards, flushInterval, duration } = model;
	const random = randomNumbers(model.seed);
	const root = new Server(model.capacity);
	const writeTimes: number[] = [];
	const readTimes: number[] = [];
	const staleness: number[] = [];
	let rootCalls = 0;
	let rootWork = 0;

	function atRoot(time: number): number {
		const done = root.serve(time);
		if (time >= warmup) {
			rootCalls += 1;
			rootWork += root.time;
		}
		return done;
	}

	const agenda = new Agenda();
	function schedule(nextTime: () => number, act: (time: number) => void): void {
		const time = nextTime();
		agenda.add(time, () => {
			act(time);
			schedule(nextTime, act);
		});
	}

	if (model.reads > 0) {
		schedule(arrivals(model.reads, random), (time) => {
			const done = atRoot(time);
			if (time >= warmup) readTimes.push(done - time);
		});
	}
	if (shards === 0) {
		schedule(arrivals(model.writes, random), (time) => {
			const done = atRoot(time);
			if (time < warmup) return;
			writeTimes.push(done - time);
			staleness.push(0);
		});
	}
	for (let number = 0; number < shards; number++) {
		const shard = new Server(model.capacity);
		const nextArrival = arrivals(model.writes / shards, random);
		let arrival = nextArrival();
		/** When the writes that wait for a flush were answered. */
		let gathered: number[] = [];

		/** Answers all writes that have come by some time. */
		function takeWrites(until: number): void {
			for (; arrival <= until; arrival = nextArrival()) {
				const done = shard.serve(arrival);
				gathered.push(done);
				if (arrival >= warmup) writeTimes.push(done - arrival);
			}
		}
		/** The alarm rings: it waits for its turn, then passes on what was gathered. */
		function flush(time: number): void {
			takeWrites(time);
			agenda.add(shard.serve(time), (sent) => {
				const confirmed = atRoot(sent);
				for (const answered of gathered) {
					if (answered >= warmup) staleness.push(confirmed - answered);
				}
				gathered = [];
				// The next alarm is set when the next write is answered, or now if one is waiting.
				const next = Math.max(confirmed, shard.doneIfServed(arrival));
				agenda.add(next + flushInterval, flush);
			});
		}
		agenda.add(shard.doneIfServed(arrival) + flushInterval, flush);
	}

	agenda.runUntil(duration);
	const counted = duration - warmup;
	return {
		writeTime: ninetyNine(writeTimes),
		readTime: ninetyNine(readTimes),
		staleness: ninetyNine(staleness),
		rootCalls: (rootCalls / counted) * 1000,
		rootLoad: Math.min(1, rootWork / counted),
	};
}

/** What a number of shards bears, as the bench reports it. */
export interface Simulated extends Outcome {
	readonly capacity: number;
	readonly shards: number;
	/** Writes a second that keep no object that takes them busy for more than 0.8 of its time. */
	readonly writes: number;
	/** Whether flushes and reads keep the counter's own object busier than that. */
	readonly isRootFull: boolean;
}

/**
 * Calls that one object answers in a second: the platform's soft limit, and the least that it names
 * for calls that store something.
 *
 * @see https://developers.cloudflare.com/durable-objects/platform/limits/
 * @see https://developers.cloudflare.com/durable-objects/best-practices/rules-of-durable-objects/
 */
export const documentedCapacities = [1000, 200] as const;

/** How busy an object may be for ever: beyond it queues grow long at every little rush. */
const bearable = 0.8;

/** Reads of the counter's own object in a second, besides the flushes. */
export const simulatedReads = 100;

/** As in the shard itself. */
const flushInterval = 250;
const flushesPerSecond = 1000 / flushInterval;

/**
 * Simulates each number of shards under as many writes as they bear.
 *
 * @param capacity calls that one object answers in a second
 */
export function simulateShards(capacity: number, numbers: readonly number[]): Simulated[] {
	const reads = simulatedReads;
	const all = bearable * capacity;
	return numbers.map((shards) => {
		// A shard is also woken by its alarm, and the counter's own object is also read.
		const writes = Math.max(0, shards === 0 ? all - reads : shards * (all - flushesPerSecond));
		// The more objects, the shorter: each row takes about as many writes to settle.
		const duration = Math.max(4000, 30_000 / Math.max(1, shards));
		const model = { capacity, shards, writes, reads, flushInterval, duration, seed: 1 };
		const outcome = simulate(model);
		// With no shards the object is as busy as it may be, by choice.
		const isRootFull = shards > 0 && outcome.rootLoad > bearable;
		return { ...outcome, capacity, shards, writes, isRootFull };
	});
}

/** The most shards whose flushes leave the counter's own object time for its reads. */
export function mostShards(capacity: number): number {
	return Math.max(0, Math.floor((bearable * capacity - simulatedReads) / flushesPerSecond));
}

/** A queue with one server. */
class Server {
	/** Milliseconds that it takes for one call. */
	readonly time: number;
	#freeAt = 0;

	constructor(capacity: number) {
		this.time = 1000 / capacity;
	}

	/** When a call that comes at some time would be done. */
	doneIfServed(at: number): number {
		return Math.max(at, this.#freeAt) + this.time;
	}

	/** Serves a call; calls come in the order of their times. */
	serve(at: number): number {
		this.#freeAt = this.doneIfServed(at);
		return this.#freeAt;
	}
}

type Act = (time: number) => void;

/** What is to happen, in the order of time: a binary heap. */
class Agenda {
	readonly #heap: { readonly time: number; readonly act: Act }[] = [];

	add(time: number, act: Act): void {
		const heap = this.#heap;
		let at = heap.push({ time, act }) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!this.#swapIfLater(parent, at)) return;
			at = parent;
		}
	}

	runUntil(end: number): void {
		for (let first = this.#heap[0]; first && first.time <= end; first = this.#heap[0]) {
			this.#removeFirst();
			first.act(first.time);
		}
	}

	#removeFirst(): void {
		const heap = this.#heap;
		const last = heap.pop();
		if (!last || heap.length === 0) return;
		heap[0] = last;
		for (let at = 0; ;) {
			const [left, right] = [2 * at + 1, 2 * at + 2];
			const child =
				(heap[right]?.time ?? Number.POSITIVE_INFINITY) <
				(heap[left]?.time ?? Number.POSITIVE_INFINITY)
					? right
					: left;
			if (!this.#swapIfLater(at, child)) return;
			at = child;
		}
	}

	/** Swaps two if both are there and the first is later than the second; tells whether it did. */
	#swapIfLater(first: number, second: number): boolean {
		const [one, other] = [this.#heap[first], this.#heap[second]];
		if (!one || !other || one.time <= other.time) return false;
		this.#heap[first] = other;
		this.#heap[second] = one;
		return true;
	}
}

/** Random moments, so many a second on average: gaps of a Poisson process, added up. */
function arrivals(perSecond: number, random: () => number): () => number {
	let time = 0;
	return () => {
		time -= (Math.log(1 - random()) * 1000) / perSecond;
		return time;
	};
}

/** Numbers from 0 up to 1 that look random and are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function ninetyNine(times: readonly number[]): number {
	return times.length === 0 ? 0 : percentile(Float64Array.from(times).sort(), 0.99);
}
