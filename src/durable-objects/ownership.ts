import type { CounterSettings } from '../core/contract/counter-settings';
import type { CounterContent, CounterState, RowChange } from './counter-content';
import {
	authorize,
	type CommandRefusal,
	type Creation,
	isSameHash,
	type OwnerCommand,
	planCommand,
	type StrangerRefusal,
} from './owner';

/** The result of a creation: the counter, or that there is one already. */
export type CreationAnswer = CounterState | { readonly refused: 'name-taken' };

/** The result of a command of the owner. */
export type OwnerAnswer =
	(CounterState & { readonly settings: CounterSettings }) | StrangerRefusal | CommandRefusal;

/** What can be done to a counter because it has an owner, or is to have one. */
export interface Ownership {
	create(creation: Creation): CreationAnswer;
	manage(tokenHash: string | undefined, command: OwnerCommand): Promise<OwnerAnswer>;
}

/**
 * Lets a counter be made with an owner, and does what the owner commands.
 *
 * @param store stores a change, and does all that follows from it
 * @param remove deletes the counter, and returns what it was
 */
export function createOwnership(
	content: CounterContent,
	store: (change: RowChange) => void,
	remove: () => Promise<CounterState>,
): Ownership {
	return {
		create({ tokenHash, value, settings, name }) {
			content.identify(name);
			const owner = content.owner();
			// A repeat whose first answer was lost.
			if (owner && isSameHash(owner.tokenHash, tokenHash)) return content.state();
			if (content.isStored()) return { refused: 'name-taken' };
			store({ value, owner: { tokenHash, settings } });
			return content.state();
		},

		// #region manage
		async manage(tokenHash, command) {
			const owner = authorize(content.owner(), tokenHash);
			if ('refused' in owner) return owner;
			const { settings } = owner;
			if (command.do === 'remove') return { ...(await remove()), settings };
			if (command.do === 'read') return { ...content.state(), settings };
			const change = planCommand(command, owner, content.state());
			if ('refused' in change) return change;
			store(change);
			return { ...content.state(), settings: content.owner()?.settings ?? settings };
		},
		// #endregion manage
	};
}
