/** Whether this browser has liked a counter; not known where it allows no storage. */
export function isLiked(counter: string): boolean {
	try {
		return localStorage.getItem(keyOf(counter)) !== null;
	} catch {
		return false;
	}
}

/** Remembers that this browser likes a counter, or no longer does. */
export function rememberLike(counter: string, isLiked: boolean): void {
	try {
		if (isLiked) localStorage.setItem(keyOf(counter), '1');
		else localStorage.removeItem(keyOf(counter));
	} catch {
		// It is full or not allowed.
	}
}

function keyOf(counter: string): string {
	return `like ${counter}`;
}
