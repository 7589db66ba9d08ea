import { emptyProgress, merge, parseProgress, type Progress } from './progress';
import { storageKey } from './storage-key';

/** The progress, where a browser allows no storage or has no room: it lasts as long as the page. */
let unstored: Progress | undefined;

const listeners = new Set<(progress: Progress) => void>();

/** Reads the progress. */
export function readProgress(): Progress {
	if (unstored) return unstored;
	try {
		return parseProgress(localStorage.getItem(storageKey));
	} catch {
		return emptyProgress;
	}
}

/**
 * Adds to the progress. What is stored is read first, since another tab may have added to it.
 *
 * @returns the whole progress
 */
export function addProgress(newer: Partial<Progress>): Progress {
	const progress = merge(readProgress(), newer);
	try {
		localStorage.setItem(storageKey, JSON.stringify(progress));
		unstored = undefined;
	} catch {
		unstored = progress;
	}
	notify();
	return progress;
}

/** Forgets all of it, in every tab. */
export function forgetProgress(): void {
	unstored = undefined;
	try {
		localStorage.removeItem(storageKey);
	} catch {
		// What may not be stored is not there.
	}
	notify();
}

/** Calls a function with the progress, now and whenever this tab or another one changes it. */
export function followProgress(listener: (progress: Progress) => void): void {
	if (listeners.size === 0) addEventListener('storage', onStorage);
	listeners.add(listener);
	listener(readProgress());
}

/** Without a key the whole storage was cleared. */
function onStorage({ key }: StorageEvent): void {
	if (key === storageKey || key === null) notify();
}

function notify(): void {
	const progress = readProgress();
	for (const listener of listeners) listener(progress);
}
