import { fingerprint } from '../core/contract/idempotency';
import { countKey } from '../core/limits/key-quota';
import type { CounterChange, CounterContent, CounterState, RowChange } from './counter-content';
import type { KeyTable } from './key-table';
import { refuseAmount, refuseSender, type SentWrite } from './sent-write';

/** Applies the writes of everybody to one counter. */
export interface Writes {
	/** Adds to the value or subtracts from it, unless that is refused. */
	apply(sent: SentWrite): CounterChange;
}

/**
 * Applies writes to the content of a counter, each key once.
 *
 * @param store stores a change, with another one in the same transaction, and does all that follows
 */
export function createWrites(
	content: CounterContent,
	keys: KeyTable,
	store: (change: RowChange, together?: (state: CounterState) => void) => void,
): Writes {
	return {
		// #region change
		apply(sent) {
			const { operation, amount, key, client } = sent;
			const owner = content.owner();
			const refused = refuseSender(owner, sent);
			if (refused) return refused;

			const write = fingerprint(operation, amount);
			const first = key === undefined ? undefined : keys.find(key);
			if (first) {
				if (first.write !== write) return { refused: 'key-reused' };
				return { value: first.value, version: first.version, replayed: true };
			}

			const tooMuch = refuseAmount(owner, sent);
			if (tooMuch) return tooMuch;
			const value = content.state().value + (operation === 'increment' ? amount : -amount);
			if (!Number.isSafeInteger(value)) return { refused: 'out-of-range' };
			if (key === undefined) {
				store({ value });
			} else {
				const use = countKey(content.keys(), Date.now(), client);
				if ('refused' in use) return use;
				store({ value, keys: use }, (state) => keys.remember(key, { write, ...state }));
			}
			return { ...content.state(), replayed: false };
		},
		// #endregion change
	};
}
