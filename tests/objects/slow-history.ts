import {
	type CounterHistory,
	type HistoryQuery,
	hoursKept,
	spanLength,
} from '../../src/core/history/history';

/** One change of the value, in the hour that it belongs to. */
interface Change {
	/** The number of the hour, from the epoch. */
	readonly hour: number;
	readonly change: number;
	/** The value after it. */
	readonly value: number;
}

const { hour, day } = spanLength;

/** A history as its description has it: all changes are kept, and every question looks at them all. */
export class SlowHistory {
	#changes: Change[] = [];
	/** Changes of hours that were deleted: days know them still. */
	#forgotten = new Set<Change>();
	value = 0;

	/** Counts a change at a time, in epoch milliseconds. */
	count(change: number, now: number): void {
		const clock = Math.floor(now / hour);
		const last = this.#changes.at(-1)?.hour;
		this.value += change;
		// A clock that goes back into the hour before does not reopen it.
		this.#changes.push({ hour: last === clock + 1 ? last : clock, change, value: this.value });
	}

	/** Forgets the hours whose day is over for longer than hours are kept; not the running one. */
	forgetHours(now: number): void {
		const kept = Math.floor((now - hoursKept) / day) * (day / hour);
		for (const change of this.#ended()) if (change.hour < kept) this.#forgotten.add(change);
	}

	/** Forgets all. */
	clear(): void {
		this.#changes = [];
		this.value = 0;
	}

	/** The number of hours that are over and not forgotten. */
	hours(): number {
		const ended = this.#ended().filter((change) => !this.#forgotten.has(change));
		return new Set(ended.map((change) => change.hour)).size;
	}

	/** Answers as a counter's `history` does. */
	build({ by, from, to }: HistoryQuery): CounterHistory {
		const changes = this.#changes.filter((change) => by === 'day' || !this.#forgotten.has(change));
		const spans = [
			...Map.groupBy(changes, (change) => Math.floor((change.hour * hour) / spanLength[by])),
		]
			.toSorted(([a], [b]) => a - b)
			.map(([number, group]) => ({
				from: number * spanLength[by],
				added: sum(group.map(({ change }) => Math.max(change, 0))),
				subtracted: sum(group.map(({ change }) => Math.max(-change, 0))),
				value: group.at(-1)?.value ?? 0,
			}));
		const before = spans.findLast((span) => span.from < from);
		const next = spans.find((span) => span.from >= from);
		return {
			valueBefore: before?.value ?? (next ? next.value - next.added + next.subtracted : this.value),
			entries: spans.filter((span) => span.from >= from && span.from < to),
		};
	}

	/** The changes before those that came last, in one hour. */
	#ended(): readonly Change[] {
		const running = this.#changes.at(-1)?.hour;
		const last = this.#changes.findLastIndex((change) => change.hour !== running);
		return this.#changes.slice(0, last + 1);
	}
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
