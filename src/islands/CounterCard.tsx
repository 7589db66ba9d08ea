import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { defaultAmount } from '../core/amount';
import { counterApi, counterPage, formFields, type Operation } from '../core/api';
import { useAnnouncement, useMark } from './attention';
import { isBlocked, isBusy, shownValue } from './card-state';
import { Reason } from './Reason';
import { UnderTheHood } from './UnderTheHood';
import { useCounter } from './use-counter';

interface Props {
	/** The counter's name; also the id of the card. */
	name: string;
	/** The value when the page was rendered; absent if the counter could not be reached. */
	value?: number | undefined;
	/** The path to which a browser without JavaScript comes back. */
	returnTo: string;
}

const unavailable = 'unavailable';

const changes = { decrement: -defaultAmount, increment: defaultAmount } as const;

/**
 * A counter as a form with two buttons. The server renders it and a browser without JavaScript
 * sends it; hydrated, it sends the same writes by `fetch` and shows them at once.
 */
export function CounterCard({ name, value, returnTo }: Props): JSX.Element {
	const card = useRef<HTMLFormElement>(null);
	const { state, press } = useCounter(name, value, card);
	const shown = shownValue(state);
	const isMarked = useMark(state.foreign);
	const announcement = useAnnouncement(`${name}: ${shown ?? unavailable}`, state.foreign);
	const blocked = isBlocked(state, Date.now());

	function submit(event: SubmitEvent): void {
		const operation = event.submitter?.getAttribute('value');
		if (operation !== 'increment' && operation !== 'decrement') return;
		event.preventDefault();
		press(changes[operation]);
	}

	return (
		<form
			ref={card}
			class="counter"
			id={name}
			method="post"
			action={counterApi(name, 'increment')}
			aria-label={`Counter ${name}`}
			aria-busy={isBusy(state)}
			onSubmit={submit}
		>
			<p class="counter-name">
				<a href={counterPage(name)}>{name}</a>
			</p>
			<output class={`counter-window${isMarked ? ' counter-marked' : ''}`} aria-live="off">
				{shown === undefined ? (
					<span class="counter-unavailable">{unavailable}</span>
				) : (
					<data class="counter-value" value={shown} data-digits={String(shown).length}>
						{shown}
					</data>
				)}
			</output>
			<p class="visually-hidden" role="status">
				{announcement}
			</p>
			<p class="counter-watchers">{audience(state.watchers)}</p>
			<div class="counter-keys">
				<Key name={name} operation="decrement" sign="−" label="Subtract 1 from" blocked={blocked} />
				<Key name={name} operation="increment" sign="+" label="Add 1 to" blocked={blocked} />
			</div>
			<input type="hidden" name={formFields.amount} value={defaultAmount} />
			<input type="hidden" name={formFields.returnTo} value={returnTo} />
			<p class="counter-status" role="status">
				{state.notice && <Reason notice={state.notice} />}
			</p>
			<UnderTheHood name={name} />
		</form>
	);
}

interface KeyProps {
	name: string;
	operation: Operation;
	sign: string;
	label: string;
	blocked: boolean;
}

function Key({ name, operation, sign, label, blocked }: KeyProps): JSX.Element {
	return (
		<button
			class="key"
			type="submit"
			value={operation}
			formaction={counterApi(name, operation)}
			aria-label={`${label} ${name}`}
			aria-disabled={blocked}
		>
			<span aria-hidden="true">{sign}</span>
		</button>
	);
}

function audience(watchers: number | undefined): string {
	if (watchers === undefined) return '';
	return watchers === 1 ? 'Only you are watching' : `${watchers} people watching`;
}
