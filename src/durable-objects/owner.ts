import type { CounterSettings } from '../core/contract/counter-settings';
import { matchesStrongly, versionTag } from '../core/http/etag';
import { type StateVersion, stateKey } from '../core/http/state-key';

/** Who may change a counter, and what was decided about it. Stored in the counter's one row. */
export interface Owner {
	/** SHA-256 of the owner's token, as 64 hexadecimal digits; the token itself is stored nowhere. */
	readonly tokenHash: string;
	readonly settings: CounterSettings;
}

/** How a counter with an owner begins. */
export interface Creation extends Owner {
	/** The first value, a safe integer. */
	readonly value: number;
	/** The name that the counter was addressed by; absent if it was its id. */
	readonly name?: string | undefined;
}

/** What an owner can do besides writing. */
export type OwnerCommand =
	| { readonly do: 'read' }
	/** Sets the value; with `ifMatch`, an `If-Match` header, only in a state whose tag it names. */
	| { readonly do: 'set'; readonly value: number; readonly ifMatch?: string }
	/** Changes settings; with `newTokenHash` the token of before is void. */
	| {
			readonly do: 'change';
			readonly settings: Partial<CounterSettings>;
			readonly newTokenHash?: string;
	  }
	/** Deletes the counter, the owner with it. */
	| { readonly do: 'remove' };

/** Why somebody is not taken for the owner: there is no token, or a wrong one. */
export interface StrangerRefusal {
	readonly refused: 'unauthorized' | 'forbidden';
}

/** Why a command of the owner changes nothing. */
export interface CommandRefusal {
	readonly refused: 'precondition-failed' | 'out-of-range';
}

// #region authorize
/**
 * Returns the owner if the token is theirs.
 *
 * @param owner of the counter; of one that has none, nobody is the owner
 * @param tokenHash of the token that was sent, if any
 */
export function authorize(
	owner: Owner | undefined,
	tokenHash: string | undefined,
): Owner | StrangerRefusal {
	if (!owner) return { refused: 'forbidden' };
	if (tokenHash === undefined) return { refused: 'unauthorized' };
	return isSameHash(owner.tokenHash, tokenHash) ? owner : { refused: 'forbidden' };
}
// #endregion authorize

// #region same-hash
/** Compares two hashes in a time that does not depend on how much of them is the same. */
export function isSameHash(known: string, sent: string): boolean {
	let difference = known.length ^ sent.length;
	for (let at = 0; at < known.length; at++) {
		difference |= known.charCodeAt(at) ^ sent.charCodeAt(at);
	}
	return difference === 0;
}
// #endregion same-hash

/** Returns what a command of the owner changes in the row of a counter, or why it changes nothing. */
export function planCommand(
	command: Extract<OwnerCommand, { do: 'set' | 'change' }>,
	owner: Owner,
	state: StateVersion,
): { readonly value: number } | { readonly owner: Owner } | CommandRefusal {
	if (command.do === 'set') {
		const { value, ifMatch } = command;
		if (ifMatch !== undefined && !matchesStrongly(ifMatch, versionTag(stateKey(state)))) {
			return { refused: 'precondition-failed' };
		}
		return Number.isSafeInteger(value) ? { value } : { refused: 'out-of-range' };
	}
	const { settings, newTokenHash = owner.tokenHash } = command;
	return { owner: { tokenHash: newTokenHash, settings: { ...owner.settings, ...settings } } };
}
