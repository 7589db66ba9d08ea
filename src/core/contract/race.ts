/** How many increments each counter of a race is asked for: enough to see that some are lost. */
export const raceIncrements = 5;

/**
 * How many writes of the caller's budget a race counts as. A write is two calls of objects; a race has
 * two for each increment that reads first, one for each other, two that delete, and the limiter's.
 */
export const raceCost = (3 * raceIncrements + 2 + 1) / 2;
