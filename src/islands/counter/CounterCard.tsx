import type { JSX, TargetedSubmitEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { defaultAmount } from '../../core/contract/amount';
import { formFields } from '../../core/contract/api';
import { counterApi, counterPage } from '../../core/contract/paths';
import { Reason } from '../shared/Reason';
import { isBusy, shownValue } from './card-state';
import { UnderTheHood } from './UnderTheHood';
import { useAnnouncement } from './use-announcement';
import { useCounter } from './use-counter';
import { useMark } from './use-mark';

interface Props {
	name: string;
	/** The value to begin with; absent if the counter could not be reached. */
	value?: number | undefined;
	/** The path of the page that holds the card. */
	page: string;
	/** The id of the card, to which the page returns after a press; made of the name if absent. */
	id?: string | undefined;
	/** What distinguishes it from another card of the counter, such as "beside the title". */
	place?: string | undefined;
	/** The largest amount of one write; that of every counter if absent. */
	step?: number;
	/** Whether only the counter's owner writes: then the card has no buttons. */
	isReadOnly?: boolean;
}

/** The buttons of a card, each with what it does. */
const buttons = [
	{ operation: 'decrement', change: -defaultAmount, sign: '−', label: 'Subtract 1 from' },
	{ operation: 'increment', change: defaultAmount, sign: '+', label: 'Add 1 to' },
] as const;

/** What a card says while no answer comes. */
const waiting = 'Waiting for an answer. Your press is kept and sent again.';

/**
 * One counter: its value and the form that changes it. The browser itself sends the form until the
 * card is hydrated; then the card takes the form over.
 */
export function CounterCard(props: Props): JSX.Element {
	const { name, value, page, id: ownId, place, step, isReadOnly } = props;
	const card = useRef<HTMLFormElement>(null);
	const { state, change } = useCounter(name, value, step, card);
	const shown = (state && shownValue(state)) ?? value;
	const announcement = useAnnouncement(`${name}: ${shown ?? 'unavailable'}`, state?.remoteChanges);
	const isMarked = useMark(state?.remoteChanges);
	// The prefix keeps it apart from the ids of the page itself, whatever the name is.
	const id = ownId ?? `card-${name}`;
	const label = place === undefined ? `Counter ${name}` : `Counter ${name}, ${place}`;

	// #region submit
	/** Counts a click in the page instead of leaving it. */
	function submit(event: TargetedSubmitEvent<HTMLFormElement>): void {
		const operation = event.submitter?.getAttribute('value');
		const button = buttons.find((button) => button.operation === operation);
		if (!button) return;
		event.preventDefault();
		change(button.change);
	}
	// #endregion submit

	const display = (
		<>
			<p class="counter-name">
				<a href={counterPage(name)}>{name}</a>
			</p>
			<output class={isMarked ? 'counter-window counter-marked' : 'counter-window'} aria-live="off">
				{shown === undefined ? (
					<span class="counter-unavailable">unavailable</span>
				) : (
					<data class="counter-value" value={shown} data-digits={String(shown).length}>
						{shown}
					</data>
				)}
			</output>
			<p class="counter-announcement visually-hidden" role="status">
				{announcement}
			</p>
			<p class="counter-watchers">{audience(state?.watchers)}</p>
		</>
	);

	if (isReadOnly) {
		return (
			<section ref={card} class="counter" id={id} aria-label={label}>
				{display}
				<p class="counter-owner">Only its owner writes</p>
				<UnderTheHood name={name} />
			</section>
		);
	}
	return (
		<form
			ref={card}
			class="counter"
			id={id}
			method="post"
			action={counterApi(name, 'increment')}
			aria-label={label}
			aria-busy={state ? isBusy(state) : false}
			onSubmit={submit}
		>
			{display}
			<div class="counter-keys">
				{buttons.map(({ operation, sign, label }) => (
					<button
						key={operation}
						class="key"
						type="submit"
						value={operation}
						formaction={counterApi(name, operation)}
						aria-label={`${label} ${name}`}
						aria-disabled={state?.notice?.until !== undefined}
					>
						<span aria-hidden="true">{sign}</span>
					</button>
				))}
			</div>
			<p class="counter-status" role="status">
				{state?.notice ? <Reason notice={state.notice} /> : state?.isWaiting && waiting}
			</p>
			<input type="hidden" name={formFields.amount} value={defaultAmount} />
			<input type="hidden" name={formFields.returnTo} value={`${page}#${id}`} />
			<UnderTheHood name={name} />
		</form>
	);
}

function audience(watchers: number | undefined): string {
	if (watchers === undefined) return '';
	return watchers === 1 ? 'Only you are watching' : `${watchers} people watching`;
}
