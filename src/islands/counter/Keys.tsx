import { defaultAmount } from '../../core/contract/amount';
import { counterApi } from '../../core/contract/api';
import { isBusy, type Notice } from './card-state';
import { countDown } from './countdown';
import { counterStore } from './counter-store';
import { Reason } from './Reason';
import { stateful } from '../stateful';

/** The keys of a card, each with what it does. */
const keys = [
	{ operation: 'decrement', change: -defaultAmount, sign: '−', label: 'Subtract 1 from' },
	{ operation: 'increment', change: defaultAmount, sign: '+', label: 'Add 1 to' },
] as const;

/**
 * The two keys of a card, and below them why a press did not count. A browser without JavaScript
 * sends the form in which they stand; alive, they take it over: a press counts at once, and the
 * counter's store sends it.
 */
export const Keys = stateful<{ name: string }>((update, { name }) => {
	let notice: Notice | undefined;

	function takeOver(place: HTMLElement | null): void {
		const form = place?.closest('form');
		if (!form) return;
		const store = counterStore(name);
		form.addEventListener('submit', (event) => {
			const pressed = event.submitter?.getAttribute('value');
			const key = keys.find(({ operation }) => operation === pressed);
			if (!key) return;
			event.preventDefault();
			store.press(key.change);
		});
		store.join((state) => {
			form.ariaBusy = String(isBusy(state));
			if (state.notice === notice) return;
			notice = state.notice;
			update();
			if (notice) countDown(notice, update);
		});
	}

	return () => (
		<>
			<div class="counter-keys" ref={takeOver}>
				{keys.map(({ operation, sign, label }) => (
					<button
						key={operation}
						class="key"
						type="submit"
						value={operation}
						formaction={counterApi(name, operation)}
						aria-label={`${label} ${name}`}
						aria-disabled={notice?.until !== undefined}
					>
						<span aria-hidden="true">{sign}</span>
					</button>
				))}
			</div>
			<p class="counter-status" role="status">
				{notice && <Reason notice={notice} />}
			</p>
		</>
	);
});
