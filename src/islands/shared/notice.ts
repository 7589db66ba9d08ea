/** Why something was refused. */
export interface Notice {
	readonly text: string;
	/** When the next try can succeed, in milliseconds of `performance.now()`; absent if it can at once. */
	readonly until?: number;
}

/**
 * Makes the notice of a refusal.
 *
 * @param retryAfter seconds after which the next try can succeed, if that is known
 * @param now milliseconds of `performance.now()`, which no set clock changes
 */
export function refusal(text: string, retryAfter: number | undefined, now: number): Notice {
	return retryAfter === undefined ? { text } : { text, until: now + retryAfter * 1000 };
}

/** Whether the server would refuse the next try too, at a time of `performance.now()`. */
export function isBlocked(notice: Notice | undefined, now: number): boolean {
	return notice?.until !== undefined && now < notice.until;
}
