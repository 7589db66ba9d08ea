/** What the tests of presses without an answer share. */
import type { BrowserContext, Page } from '@playwright/test';

export const waiting = 'Waiting for an answer. Your press is kept and sent again.';
export const givenUp = 'No answer for five minutes: what you pressed may not have been counted.';

/** Lets no write through until the returned function is called. */
export async function blockWrites(asking: Page | BrowserContext): Promise<() => Promise<void>> {
	await asking.route('**/increment', (route) => route.abort());
	return () => asking.unroute('**/increment');
}

/** Notes the key of every write that a page sends. */
export function keysOf(asking: Page | BrowserContext): ReadonlySet<string> {
	const keys = new Set<string>();
	const note = (key: string | undefined): void => void (key !== undefined && keys.add(key));
	// Both have this event, with the same argument.
	(asking as Page).on('request', (request) => note(request.headers()['idempotency-key']));
	return keys;
}
