/** How long a client waits that is refused repeatedly. All in milliseconds. */
export interface PenaltyPolicy {
	/** The wait after the first refusal. */
	readonly penalty: number;
	/** The longest wait. */
	readonly penaltyCap: number;
	/** Time after the end of a wait after which the refusals are forgotten. */
	readonly penaltyMemory: number;
}

/** A client's record of refusals. */
export interface Penalty {
	/** How many refusals there were, each of which doubled the wait. */
	readonly strikes: number;
	/** Epoch milliseconds until which the client is refused. */
	readonly until: number;
	/** Epoch milliseconds at which the record is to be forgotten. */
	readonly forgetAt: number;
}

// #region wait
/** The wait after a number of refusals in a row (1 and up), in milliseconds. */
export function penaltyWait(strikes: number, { penalty, penaltyCap }: PenaltyPolicy): number {
	return Math.min(penalty * 2 ** (strikes - 1), penaltyCap);
}
// #endregion wait

/**
 * Records one more refusal.
 *
 * @param before the record so far, if it is not forgotten
 * @param now epoch milliseconds
 * @param atLeast the wait that the budget requires, in milliseconds
 */
export function strike(
	before: Penalty | undefined,
	now: number,
	atLeast: number,
	policy: PenaltyPolicy,
): Penalty {
	const strikes = (before?.strikes ?? 0) + 1;
	const until = now + Math.max(atLeast, penaltyWait(strikes, policy));
	return { strikes, until, forgetAt: until + policy.penaltyMemory };
}

/**
 * Returns a record until it is forgotten, then `undefined`. A wait that is longer than any that can
 * begin now, because the clock went back, ends as if it had begun now.
 *
 * @param now epoch milliseconds
 * @param atMost the longest wait that can begin, in milliseconds
 */
export function activePenalty(
	record: Penalty | undefined,
	now: number,
	atMost: number,
	{ penaltyMemory }: PenaltyPolicy,
): Penalty | undefined {
	if (!record || now >= record.forgetAt) return undefined;
	const until = now + atMost;
	return record.until <= until ? record : { ...record, until, forgetAt: until + penaltyMemory };
}
