import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The shortest time between two announcements of what somebody else did, in milliseconds. */
const interval = 4000;

/**
 * Returns the text of a live region: the reader's own changes at once, those of others at most once
 * an interval, and the last of them always. The first text is in the page already.
 *
 * @param remoteChanges how often somebody else changed the text; `undefined` before that is known
 */
export function useAnnouncement(text: string, remoteChanges: number | undefined): string {
	const [announced, setAnnounced] = useState('');
	const { current: region } = useRef<Region>({
		text,
		remoteChanges,
		at: Number.NEGATIVE_INFINITY,
		timer: undefined,
	});

	useLayoutEffect(() => {
		const isRemote = region.remoteChanges !== undefined && region.remoteChanges !== remoteChanges;
		region.remoteChanges = remoteChanges;
		if (text === region.text) return;
		region.text = text;
		if (isRemote && region.timer !== undefined) return;
		clearTimeout(region.timer);
		const wait = isRemote ? Math.max(0, region.at + interval - performance.now()) : 0;
		region.timer = setTimeout(() => {
			region.timer = undefined;
			region.at = performance.now();
			setAnnounced(region.text);
		}, wait);
	}, [text, remoteChanges]);

	return announced;
}

/** What a live region was last given. */
interface Region {
	/** The newest text, announced or not. */
	text: string;
	remoteChanges: number | undefined;
	/** When something was last announced, in milliseconds of `performance.now()`. */
	at: number;
	/** Runs at the next announcement; `undefined` if none waits. */
	timer: ReturnType<typeof setTimeout> | undefined;
}
