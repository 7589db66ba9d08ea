import { useEffect, useRef, useState } from 'preact/hooks';

/** How long a change by somebody else stays marked, in milliseconds. */
const markFor = 800;

/** The shortest time between two announcements of what somebody else did, in milliseconds. */
const quietFor = 4000;

/** Tells whether the number has just moved by what somebody else did. */
export function useMark(foreign: number): boolean {
	const [isMarked, mark] = useState(false);
	useEffect(() => {
		if (foreign === 0) return;
		mark(true);
		const timer = setTimeout(() => mark(false), markFor);
		return () => clearTimeout(timer);
	}, [foreign]);
	return isMarked;
}

interface Latest {
	text: string;
	foreign: number;
	/** When something was last announced, in epoch milliseconds. */
	saidAt: number;
	/** Until the next announcement; `undefined` if none waits. */
	timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Chooses what a screen reader is told: the reader's own changes at once, those of others now and
 * then, and the last of them always.
 *
 * @param text what could be told now
 * @param foreign how many of the changes so far came from others
 * @returns what to put into the live region
 */
export function useAnnouncement(text: string, foreign: number): string {
	const [said, say] = useState('');
	const latest = useRef<Latest>({ text, foreign, saidAt: 0, timer: undefined }).current;

	useEffect(() => {
		if (text === latest.text) return;
		const isForeign = foreign !== latest.foreign;
		Object.assign(latest, { text, foreign });
		if (isForeign && latest.timer !== undefined) return;
		clearTimeout(latest.timer);
		const wait = isForeign ? Math.max(0, latest.saidAt + quietFor - Date.now()) : 0;
		latest.timer = setTimeout(() => {
			latest.timer = undefined;
			latest.saidAt = Date.now();
			say(latest.text);
		}, wait);
	}, [text, foreign]);

	return said;
}
