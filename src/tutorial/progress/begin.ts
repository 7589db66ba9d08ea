import { storageKey } from './storage-key';

/**
 * Loads what keeps the progress once it is needed: at once if something is kept, else when the first
 * question comes near the window.
 */
export function followPredictions(): void {
	const load = (): void => {
		observer.disconnect();
		void import('./show-progress').then(({ showProgress }) => showProgress());
	};
	const observer = new IntersectionObserver(
		(entries) => {
			if (entries.some(({ isIntersecting }) => isIntersecting)) load();
		},
		{ rootMargin: '400px' },
	);
	if (isKept()) load();
	else
		for (const question of document.querySelectorAll('.prediction, .tasks'))
			observer.observe(question);
}

function isKept(): boolean {
	try {
		return localStorage.getItem(storageKey) !== null;
	} catch {
		return false;
	}
}
