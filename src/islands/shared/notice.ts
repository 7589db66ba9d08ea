/** Why something was refused. */
export interface Notice {
	readonly text: string;
	/** When the next try can succeed, in epoch milliseconds; absent if it can at once. */
	readonly until?: number;
}

/**
 * Makes the notice of a refusal.
 *
 * @param retryAfter seconds after which the next try can succeed, if that is known
 * @param now epoch milliseconds
 */
export function refusal(text: string, retryAfter: number | undefined, now: number): Notice {
	return retryAfter === undefined ? { text } : { text, until: now + retryAfter * 1000 };
}

/** Whether the server would refuse the next try too, at an epoch time in milliseconds. */
export function isBlocked(notice: Notice | undefined, now: number): boolean {
	return notice?.until !== undefined && now < notice.until;
}
