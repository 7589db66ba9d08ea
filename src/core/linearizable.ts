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
 * Finds an order of the calls that explains all answers of a history: one in which a counter that does
 * one call at a time, each at one moment between the call and its answer, could have given them.
 *
 * The search is the one of Wing and Gong: the next call can be any that was sent before the first of
 * the remaining answers; where an answer does not fit, the search goes back. It is exact, and it is
 * fast, since it visits no set of calls twice: additions commute, so the set alone gives the value.
 *
 * @param initial the value before the first call
 * @returns `undefined` if there is none; a call without an answer may be missing in it
 */
// #region search
export function findOrder<C extends Call>(
	history: readonly C[],
	initial = 0,
): readonly C[] | undefined {
	const calls = history.map((call, index) => ({ call, bit: 1n << BigInt(index) }));
	const everyAnswered = calls.reduce((set, { call, bit }) => (call.answer ? set | bit : set), 0n);
	const tried = new Set<bigint>();

	function continueFrom(done: bigint, value: number): readonly C[] | undefined {
		if ((done & everyAnswered) === everyAnswered) return [];
		if (tried.has(done)) return undefined;
		tried.add(done);

		const remaining = calls.filter(({ bit }) => (done & bit) === 0n);
		const firstAnswer = Math.min(...remaining.map(({ call }) => call.answer?.at ?? Infinity));
		for (const { call, bit } of remaining) {
			const after = value + call.change;
			if (call.sent >= firstAnswer || (call.answer?.value ?? after) !== after) continue;
			const rest = continueFrom(done | bit, after);
			if (rest) return [call, ...rest];
		}
		return undefined;
	}
	return continueFrom(0n, initial);
}
// #endregion search

/** Whether a history is linearizable: whether an order of its calls explains all answers. */
export function isLinearizable(history: readonly Call[], initial = 0): boolean {
	return findOrder(history, initial) !== undefined;
}
