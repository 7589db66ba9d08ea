import { useEffect } from 'preact/hooks';
import { type Failure, isFailure } from '../shared/ask';

/** The time between two polls, in milliseconds. */
const pollInterval = 1000;

/** The most polls while one thing is due: it may never be done. */
const pollsMax = 60;

/**
 * Polls a counter while something of it is due and the page is shown. A poll that fails is ignored, as
 * while the object restarts: the next one may succeed.
 *
 * @param due when it is due; `undefined` if nothing is, or nothing that is waited for
 * @param show receives what was seen
 */
export function usePolling<Seen>(
	name: string | undefined,
	due: string | undefined,
	look: (name: string) => Promise<Seen | Failure>,
	show: (seen: Seen) => void,
): void {
	useEffect(() => {
		if (name === undefined || due === undefined) return undefined;
		let isOver = false;
		let polls = 0;
		const timer = setInterval(async () => {
			if (document.hidden) return;
			if (++polls === pollsMax) clearInterval(timer);
			const seen = await look(name);
			if (!isOver && !isFailure(seen)) show(seen);
		}, pollInterval);
		return () => {
			isOver = true;
			clearInterval(timer);
		};
	}, [name, due]);
}
