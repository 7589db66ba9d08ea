import { addProgress, followProgress } from './kept-progress';
import { isEmpty } from './progress';

/**
 * Offers to continue where the reader left, and keeps that place whenever they leave: the part that
 * the table of contents marks, unless they have not come to the lessons. Once all was forgotten, the
 * place of this page is not kept either.
 */
export function showContinue(): void {
	const offer = document.querySelector<HTMLElement>('.continue');
	const keeping = new AbortController();
	let wasKept = false;

	followProgress((progress) => {
		const isKept = !isEmpty(progress);
		if (wasKept && !isKept) keeping.abort();
		wasKept = isKept;
		offerPlace(offer, progress.place);
	});

	addEventListener(
		'visibilitychange',
		() => {
			const place = document.hidden ? readPlace() : undefined;
			if (place !== undefined) addProgress({ place });
		},
		{ capture: true, signal: keeping.signal },
	);
}

function offerPlace(offer: HTMLElement | null, place: string | undefined): void {
	const link = offer?.querySelector('a');
	const heading = place === undefined ? undefined : document.getElementById(place);
	offer?.toggleAttribute('hidden', !heading);
	if (!link || !heading) return;
	link.hash = heading.id;
	// Its link has the title alone, without the mark of what is done.
	const title = heading.querySelector('a') ?? heading;
	link.textContent = `Continue where you left: ${title.textContent.trim()}`;
}

/** Returns the id of the heading below which the reader is, or `undefined` at the opening. */
function readPlace(): string | undefined {
	const lessons = document.querySelector('.lessons');
	const link = document.querySelector<HTMLAnchorElement>('.lessons-nav [aria-current]');
	const isReading = lessons && lessons.getBoundingClientRect().top <= innerHeight / 3;
	return isReading ? link?.hash.slice(1) : undefined;
}
