import { announcer, marker } from './attention';
import { type CardState, shownValue } from './card-state';
import { counterStore } from './counter-store';

/** What a card shows, in the order in which it stands in src/components/Counter.astro. */
const parts = '.counter-window, .counter-announcement, .counter-watchers';

/**
 * Keeps the value of every card that the server rendered up to date: it follows what others do for
 * as long as it can be seen, and what the reader does with the keys, see src/islands/counter/Keys.tsx.
 */
export function enlivenCards(): void {
	for (const form of document.querySelectorAll<HTMLFormElement>('form.counter')) enliven(form);
}

function enliven(form: HTMLFormElement): void {
	const name = form.id;
	const [output, announcement, watchers] = form.querySelectorAll<HTMLElement>(parts);
	if (!output || !announcement || !watchers) return;
	const rendered = output.querySelector('data')?.value;

	const mark = marker(output, 'counter-marked');
	const announce = announcer(announcement, textOf(rendered));
	const store = counterStore(name, rendered === undefined ? undefined : Number(rendered));
	let foreign: number | undefined;

	const show = (state: CardState): void => {
		const isForeign = foreign !== undefined && state.foreign !== foreign;
		showValue(output, shownValue(state));
		announce(textOf(shownValue(state)), isForeign);
		if (isForeign) mark();
		watchers.textContent = audience(state.watchers);
		foreign = state.foreign;
	};

	/** What a screen reader is told. */
	function textOf(value: number | string | undefined): string {
		return `${name}: ${value ?? 'unavailable'}`;
	}

	store.join(show);
	new IntersectionObserver((entries) => {
		store.setVisible(show, entries.at(-1)?.isIntersecting === true);
	}).observe(form);
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
	if (data.value === text) return;
	data.value = data.textContent = text;
	data.dataset['digits'] = String(text.length);
}

function audience(watchers: number | undefined): string {
	if (watchers === undefined) return '';
	return watchers === 1 ? 'Only you are watching' : `${watchers} people watching`;
}
