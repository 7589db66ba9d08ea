/** How long a change by somebody else stays marked, in milliseconds. */
const markFor = 800;

/** The shortest time between two announcements of what somebody else did, in milliseconds. */
const quietFor = 4000;

/** Returns a function that gives an element a class for a moment. */
export function marker(element: Element, className: string): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	return () => {
		clearTimeout(timer);
		element.classList.add(className);
		timer = setTimeout(() => element.classList.remove(className), markFor);
	};
}

/**
 * Returns a function that tells a screen reader a text, and chooses when: the reader's own changes
 * at once, those of others now and then, and the last of them always.
 *
 * @param region the live region
 * @param known the text that need not be told
 */
export function announcer(
	region: Element,
	known: string,
): (text: string, isForeign: boolean) => void {
	let latest = known;
	/** When something was last announced, in epoch milliseconds. */
	let saidAt = 0;
	/** Until the next announcement; `undefined` if none waits. */
	let timer: ReturnType<typeof setTimeout> | undefined;

	return (text, isForeign) => {
		if (text === latest) return;
		latest = text;
		if (isForeign && timer !== undefined) return;
		clearTimeout(timer);
		const wait = isForeign ? Math.max(0, saidAt + quietFor - Date.now()) : 0;
		timer = setTimeout(() => {
			timer = undefined;
			saidAt = Date.now();
			region.textContent = latest;
		}, wait);
	};
}
