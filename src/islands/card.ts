import { defaultAmount } from '../core/amount';
import { announcer, marker } from './attention';
import { type CardState, isBlocked, isBusy, type Notice, shownValue } from './card-state';
import { countDown, secondsLeft } from './countdown';
import { counterStore } from './counter-store';

const changes = { decrement: -defaultAmount, increment: defaultAmount } as const;

/**
 * Takes over every card that the server rendered. Its form's writes are sent by `fetch` and shown at
 * once, and it follows what others do for as long as it can be seen.
 */
export function enlivenCards(): void {
	for (const form of document.querySelectorAll<HTMLFormElement>('form.counter')) enliven(form);
}

function enliven(form: HTMLFormElement): void {
	const name = form.id;
	const output = part(form, '.counter-window');
	const watchers = part(form, '.counter-watchers');
	const status = part(form, '.counter-status');
	const keys = form.querySelectorAll('.key');
	const rendered = output.querySelector('data')?.value;

	const mark = marker(output, 'counter-marked');
	const announce = announcer(part(form, '.counter-announcement'), textOf(rendered));
	const store = counterStore(name, rendered === undefined ? undefined : Number(rendered));
	let last: CardState | undefined;

	function show(state: CardState): void {
		const isForeign = last !== undefined && state.foreign !== last.foreign;
		showValue(output, shownValue(state));
		announce(textOf(shownValue(state)), isForeign);
		if (isForeign) mark();
		form.ariaBusy = String(isBusy(state));
		watchers.textContent = audience(state.watchers);
		// A live region that is written anew is read aloud anew.
		if (state.notice !== last?.notice) showNotice(status, state.notice);
		for (const key of keys) key.ariaDisabled = String(isBlocked(state, Date.now()));
		last = state;
	}

	/** What a screen reader is told. */
	function textOf(value: number | string | undefined): string {
		return `${name}: ${value ?? 'unavailable'}`;
	}

	form.addEventListener('submit', (event) => {
		const operation = event.submitter?.getAttribute('value');
		if (operation !== 'increment' && operation !== 'decrement') return;
		event.preventDefault();
		store.press(changes[operation]);
	});
	store.join(show);
	new IntersectionObserver((entries) => {
		store.setVisible(show, entries.at(-1)?.isIntersecting === true);
	}).observe(form);
}

/** @throws if the card has no such part */
function part(form: HTMLFormElement, selector: string): HTMLElement {
	const found = form.querySelector<HTMLElement>(selector);
	if (!found) throw new Error(`A card without ${selector}`);
	return found;
}

/** Shows a value, if one is known; until then the card goes on saying that there is none. */
function showValue(output: HTMLElement, value: number | undefined): void {
	if (value === undefined) return;
	const text = String(value);
	let data = output.querySelector('data');
	if (!data) {
		data = document.createElement('data');
		data.className = 'counter-value';
		output.replaceChildren(data);
	}
	data.value = data.textContent = text;
	data.dataset['digits'] = String(text.length);
}

/** Says why a change did not count. The seconds tick for the eye only: read aloud they would nag. */
function showNotice(status: HTMLElement, notice: Notice | undefined): void {
	const { text = '', until } = notice ?? {};
	status.textContent = text;
	if (until === undefined) return;
	const wait = Object.assign(document.createElement('span'), {
		className: 'visually-hidden',
		textContent: 'Wait a moment.',
	});
	const seconds = Object.assign(document.createElement('span'), { ariaHidden: 'true' });
	const tick = (): void => {
		seconds.textContent = secondsLeft(until);
	};
	tick();
	countDown(until, tick);
	status.replaceChildren(`${text}. `, wait, seconds);
}

function audience(watchers: number | undefined): string {
	if (watchers === undefined) return '';
	return watchers === 1 ? 'Only you are watching' : `${watchers} people watching`;
}
