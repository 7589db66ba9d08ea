import { followProgress } from './kept-progress';
import type { Progress } from './progress';

/** Marks in the table of contents, and at the tasks, what was tried and what is done, in words. */
export function showMarks(): void {
	const marked = [...document.querySelectorAll<HTMLElement>('[data-marks]')];
	followProgress((progress) => {
		for (const element of marked) {
			const words = wordsFor(element.dataset['marks']?.split(' ') ?? [], progress);
			element.querySelector('.progress-mark')?.remove();
			if (words !== undefined) element.insertAdjacentElement('beforeend', mark(words));
		}
	});
}

/** Says how far a demo or a task has come, or several tasks together; `undefined` if they have not. */
function wordsFor(names: readonly string[], { tried, done }: Progress): string | undefined {
	const count = names.filter((name) => tried.includes(name) || done.includes(name)).length;
	if (count === 0) return undefined;
	if (names.length > 1) return `${count} of ${names.length} done`;
	return tried.includes(names[0] ?? '') ? 'tried' : 'done';
}

function mark(words: string): Element {
	const element = document.createElement('span');
	element.className = 'progress-mark';
	element.textContent = ` ✓ ${words}`;
	return element;
}
