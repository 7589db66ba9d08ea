import { useEffect, useRef, useState } from 'preact/hooks';

/** How long a change by somebody else stays marked, in milliseconds. */
const markFor = 800;

/**
 * Whether the number was changed by somebody else just now.
 *
 * @param remoteChanges how often it was; the first number is where the count begins
 */
export function useMark(remoteChanges: number | undefined): boolean {
	const [isMarked, setMarked] = useState(false);
	const previous = useRef<number>();
	useEffect(() => {
		const isFirst = previous.current === undefined;
		previous.current = remoteChanges;
		if (isFirst) return undefined;
		setMarked(true);
		const timer = setTimeout(() => setMarked(false), markFor);
		return () => clearTimeout(timer);
	}, [remoteChanges]);
	return isMarked;
}
