import type { ClientDirective } from 'astro';
import { storageKey } from './storage-key';

/**
 * `client:needed`: hydrates at once if progress is kept in this browser, else when the first question
 * comes near the window.
 */
const whenNeeded: ClientDirective = (load) => {
	const hydrate = async (): Promise<void> => {
		observer.disconnect();
		const start = await load();
		await start();
	};
	const observer = new IntersectionObserver(
		(entries) => {
			if (entries.some(({ isIntersecting }) => isIntersecting)) void hydrate();
		},
		{ rootMargin: '400px' },
	);
	if (isKept()) void hydrate();
	else
		for (const question of document.querySelectorAll('.prediction, .tasks'))
			observer.observe(question);
};
export default whenNeeded;

function isKept(): boolean {
	try {
		return localStorage.getItem(storageKey) !== null;
	} catch {
		return false;
	}
}
