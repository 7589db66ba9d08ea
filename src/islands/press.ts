/** What an island is used by. */
const uses = ['click', 'input', 'toggle'];

/**
 * Lets every island of the page sleep: until its reader uses it, an island stays what the server
 * rendered and costs no script. The first press loads it and is then pressed again.
 */
export function sleepUntilPressed(): void {
	for (const island of document.querySelectorAll<HTMLElement>('[data-island]')) sleep(island);
}

function sleep(island: HTMLElement): void {
	/** What was used before there was any code for it, in order. */
	const waiting: (() => void)[] = [];
	let isRepeating = false;

	async function wake(): Promise<void> {
		island.ariaBusy = 'true';
		// Without the code a form does what it does without a script, and the next press tries again.
		const code = await import('./awake').catch(console.error);
		island.ariaBusy = null;
		if (code) {
			for (const use of uses) island.removeEventListener(use, hold, true);
			code.awaken(island);
		}
		isRepeating = true;
		for (const again of waiting.splice(0)) again();
		isRepeating = false;
	}

	function hold(event: Event): void {
		const { type, target } = event;
		if (isRepeating || !(target instanceof Element)) return;
		if (type === 'click') {
			const button = target.closest('button');
			if (!button) return;
			event.preventDefault();
			event.stopPropagation();
			waiting.push(() => button.click());
		} else {
			waiting.push(() => target.dispatchEvent(new Event(type, { bubbles: true })));
		}
		if (waiting.length === 1) void wake();
	}

	for (const use of uses) island.addEventListener(use, hold, true);
	// It may have been unfolded before there was any script.
	island.querySelector('details[open]')?.dispatchEvent(new Event('toggle'));
}
