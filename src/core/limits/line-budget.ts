/** How many lines of a log may be written, so that nobody can fill it. */
export interface LineBudget {
	/**
	 * Asks for one line.
	 *
	 * @param now epoch milliseconds
	 * @returns how many lines were refused since the last one that was granted, or `undefined` if this
	 *   one is refused too
	 */
	take(now: number): number | undefined;
}

/** Makes a budget of at most `lines` in each minute; a minute begins with the first line after one. */
export function createLineBudget(lines: number): LineBudget {
	const minute = 60_000;
	let start = Number.NEGATIVE_INFINITY;
	let taken = 0;
	let refused = 0;

	return {
		take(now) {
			// A clock that goes back begins a new minute, or the log could be silent for as long.
			if (now - start >= minute || now < start) {
				start = now;
				taken = 0;
			}
			if (taken >= lines) {
				refused += 1;
				return undefined;
			}
			taken += 1;
			const omitted = refused;
			refused = 0;
			return omitted;
		},
	};
}
