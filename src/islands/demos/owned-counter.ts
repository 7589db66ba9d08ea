import { useEffect } from 'preact/hooks';
import type { OwnedCounter } from '../../core/contract/answers';
import { apiPaths, counterRoot } from '../../core/contract/paths';
import type { CounterSettings } from '../../core/contract/counter-settings';
import { type Answer, type Failure, isFailure, readData, send } from '../shared/ask';
import type { Task } from '../shared/use-task';
import { randomDemoName } from './random-demo-name';

type Resettable = Pick<Task<unknown>, 'isIdle' | 'reset'>;

/** A counter that the reader has made, and who it is. */
export interface Owned {
	readonly name: string;
	readonly token: string;
}

/** The header fields of a command of the owner; without a token they are those of a stranger. */
export function ownerFields(token: string | undefined): Record<string, string> {
	return {
		'Content-Type': 'application/json',
		...(token !== undefined && { Authorization: `Bearer ${token}` }),
	};
}

/**
 * Makes a counter with an owner. Only its token can remove it, so it is handed over before anything
 * else is done, and removed if nobody wants it any more.
 *
 * @param keep receives the counter; returns whether it is still wanted
 */
export async function makeOwned(
	settings: Partial<CounterSettings>,
	keep: (owned: Owned) => boolean,
): Promise<Owned | Failure> {
	const name = randomDemoName();
	const body = JSON.stringify({ name, ...settings });
	const answer = await send('POST', apiPaths.counters, { headers: ownerFields(undefined), body });
	const made = isFailure(answer) ? answer : readData<OwnedCounter>(answer);
	if (isFailure(made)) return made;
	const owned = { name, token: made.ownerToken };
	if (!keep(owned)) void removeOwned(owned);
	return owned;
}

/** Removes such a counter, also while its page is being left. */
export async function removeOwned({ name, token }: Owned): Promise<Answer | Failure> {
	const headers = { Authorization: `Bearer ${token}` };
	const answer = await send('DELETE', counterRoot(name), { headers, keepalive: true });
	return isFailure(answer) || answer.status < 400 ? answer : readData(answer);
}

/**
 * Removes the counter of a demo when its reader leaves the page or starts over: what has an owner would
 * be there for another day.
 *
 * @param task of the demo, which is then in its first state, since the reader may come back to the page
 * @returns what the button that starts over needs
 */
export function useRemoval(owned: Owned | undefined, { isIdle, reset }: Resettable): Resettable {
	function startOver(): void {
		if (owned) void removeOwned(owned);
		reset();
	}

	useEffect(() => {
		if (!owned) return undefined;
		addEventListener('pagehide', startOver);
		return () => removeEventListener('pagehide', startOver);
	}, [owned]);
	return { isIdle, reset: startOver };
}
