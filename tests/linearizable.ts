/** One call of a counter: what it adds, when it was sent, and its answer. */
export interface Call {
	/** What it adds to the value; 0 for a read. */
	readonly change: number;
	/** When it was sent, by a clock that never has the same time twice. */
	readonly sent: number;
	/**
	 * The value after it, and when the answer arrived. Absent if none did: the call may then have
	 * taken effect at any time since it was sent, may still do so, or never.
	 */
	readonly answer?: { readonly at: number; readonly value: number };
}

/**
 * Whether a history is linearizable: whether a counter that does one call at a time, each at one
 * moment between the call and its answer, could have given all the answers in it.
 *
 * The search is the one of Wing and Gong: the next call can be any that was sent before the first of
 * the remaining answers; where an answer does not fit, the search goes back. It is exact, and it is
 * fast, since it visits no set of calls twice: additions commute, so the set alone gives the value.
 *
 * @param initial the value before the first call
 */
export function isLinearizable(history: readonly Call[], initial = 0): boolean {
	const calls = history.map((call, index) => ({ ...call, bit: 1n << BigInt(index) }));
	const everyAnswered = calls.reduce((set, { answer, bit }) => (answer ? set | bit : set), 0n);
	const tried = new Set<bigint>();

	function canContinue(done: bigint, value: number): boolean {
		if ((done & everyAnswered) === everyAnswered) return true;
		if (tried.has(done)) return false;
		tried.add(done);

		const remaining = calls.filter(({ bit }) => (done & bit) === 0n);
		const firstAnswer = Math.min(...remaining.map(({ answer }) => answer?.at ?? Infinity));
		return remaining.some(
			({ change, sent, answer, bit }) =>
				sent < firstAnswer &&
				(answer === undefined || answer.value === value + change) &&
				canContinue(done | bit, value + change),
		);
	}
	return canContinue(0n, initial);
}
