/** How many tries are made at short intervals, which takes about three minutes. */
const eagerTries = 120;

/**
 * How long to wait before another try to reach a server, with jitter, so that the pages that
 * lost it at once do not all come back at once.
 *
 * @param tries how many have failed in a row, from 1
 * @param random a number from 0 up to 1
 * @returns milliseconds: at most 2 s for the first minutes, at most 15 s after them
 */
export function backOff(tries: number, random: number): number {
	const ceiling = tries > eagerTries ? 15_000 : Math.min(500 * 2 ** tries, 2000);
	return ceiling * (0.5 + random / 2);
}
