import { followProgress } from './kept-progress';

/** Marks in the table of contents what was tried and what is done, in words. */
export function showMarks(): void {
	const links = [...document.querySelectorAll<HTMLElement>('.lessons-nav [data-marks]')];
	followProgress(({ tried, done }) => {
		for (const link of links) {
			const { marks = '' } = link.dataset;
			const word = tried.includes(marks) ? 'tried' : done.includes(marks) ? 'done' : undefined;
			link.querySelector('.progress-mark')?.remove();
			if (word !== undefined) link.insertAdjacentElement('beforeend', mark(word));
		}
	});
}

function mark(word: string): Element {
	const element = document.createElement('span');
	element.className = 'progress-mark';
	element.textContent = ` ✓ ${word}`;
	return element;
}
