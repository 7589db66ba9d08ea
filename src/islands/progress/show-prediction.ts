import { ranMark } from '../shared/ran';
import { addProgress, followProgress, readProgress } from './kept-progress';

/** Keeps what a reader expects of a demo, and says what happened when it has run. */
export function showPrediction(question: HTMLFieldSetElement): void {
	const { demo } = question.dataset;
	const section = question.closest('section');
	const answer = section?.querySelector<HTMLElement>('.prediction-answer');
	const [details, status] = answer?.children ?? [];
	if (!section || !answer || !details || !status || demo === undefined) return;
	const options = [...question.querySelectorAll('input')];
	const right = options[Number(answer.dataset['right'])];

	function keepChoice(): void {
		const chosen = options.findIndex(({ checked }) => checked);
		if (chosen !== -1) addProgress({ expected: { [demo ?? '']: chosen } });
	}

	question.addEventListener('change', keepChoice);
	// It may have been chosen while this script was on its way.
	if (readProgress().expected[demo] === undefined) keepChoice();

	function reveal(): void {
		if (status?.hasChildNodes()) return;
		const expected = options.find(({ checked }) => checked);
		const explanation = details?.querySelector('p')?.outerHTML ?? '';
		details?.toggleAttribute('hidden', true);
		status?.insertAdjacentHTML('beforeend', verdict(expected, right) + explanation);
		addProgress({ tried: [demo ?? ''] });
	}

	new MutationObserver(reveal).observe(section, { attributeFilter: [ranMark], subtree: true });
	// It may have run while this script was on its way.
	if (section.querySelector(`[${ranMark}]`)) reveal();
	// To press a card is to run its demo.
	section.addEventListener('submit', ({ target }) => {
		if (target instanceof Element && target.matches('form.counter')) reveal();
	});

	followProgress(({ expected, tried }) => {
		const isTried = tried.includes(demo);
		question.disabled = isTried;
		for (const [place, option] of options.entries()) option.checked = expected[demo] === place;
		if (isTried) return;
		status.replaceChildren();
		details.toggleAttribute('hidden', false);
	});
}

/** Says whether it was what the reader expected; it says nothing to whoever expected nothing. */
function verdict(expected: Element | undefined, right: Element | undefined): string {
	if (!expected) return '';
	return expected === right
		? '<p>It went as you expected.</p>'
		: '<p>It went another way than you expected, and that is worth a look.</p>';
}
