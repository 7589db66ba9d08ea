import type { LimitDecision, LimiterPolicy } from '../../../src/core/limits/limiter';

/** A limiter that is called with the time since the last write, in milliseconds. */
interface ReferenceLimiter {
	write(moved: number): LimitDecision;
}

/**
 * Makes a limiter out of countdowns: a bucket that fills, a wait that runs down and a memory of
 * strikes that expires. It reads no clock, only how far one moved between two writes. A clock that
 * goes back undoes time that had counted: first the idle time of a full bucket and of the memory,
 * then the level and the wait; but the bucket is never less than empty and the wait never longer
 * than the longest one.
 */
export function createReferenceLimiter(policy: LimiterPolicy): ReferenceLimiter {
	const { burst, interval, penalty, penaltyCap, penaltyMemory } = policy;
	/** How full the bucket is, in milliseconds of filling. */
	let level = burst * interval;
	/** How long the bucket has been full. */
	let idle = Number.POSITIVE_INFINITY;
	let strikes = 0;
	/** How much longer every write is refused. */
	let wait = 0;
	/** How long after the wait the strikes stay known. */
	let memory = 0;

	function forward(milliseconds: number): void {
		const room = burst * interval - level;
		level += Math.min(room, milliseconds);
		idle += Math.max(0, milliseconds - room);
		const waited = Math.min(wait, milliseconds);
		wait -= waited;
		memory = Math.max(0, memory - (milliseconds - waited));
	}

	function back(milliseconds: number): void {
		const idled = Math.min(idle, milliseconds);
		idle -= idled;
		level = Math.max(0, level - (milliseconds - idled));
		if (strikes === 0) return;
		const restored = Math.min(penaltyMemory - memory, milliseconds);
		memory += restored;
		const longest = Math.max(penaltyCap, burst * interval);
		wait = Math.min(longest, wait + milliseconds - restored);
	}

	return {
		write(moved) {
			if (moved >= 0) forward(moved);
			else back(-moved);
			if (strikes > 0 && wait === 0 && memory === 0) strikes = 0;

			if (wait > 0) return { allowed: false, wait: Math.max(wait, interval - level) };
			if (level >= interval) {
				level -= interval;
				idle = 0;
				const remaining = Math.floor(level / interval);
				return { allowed: true, remaining, reset: burst * interval - level };
			}
			let next = penalty;
			for (let strike = 1; strike <= strikes && next < penaltyCap; strike++) next += next;
			strikes++;
			wait = Math.max(Math.min(next, penaltyCap), interval - level);
			memory = penaltyMemory;
			return { allowed: false, wait };
		},
	};
}
