declare module 'astro' {
	interface AstroClientDirectives {
		/** Loads the island when its reader first uses it; see src/islands/press.ts. */
		'client:press'?: boolean;
	}
}

/**
 * The directive `client:press`: until its reader uses it, an island stays what the server rendered
 * and costs no script. The first press loads it and is then pressed again.
 *
 * @param load fetches the island's code; what it resolves to hydrates the island
 */
export default function press(
	load: () => Promise<() => Promise<void>>,
	_options: unknown,
	island: HTMLElement,
): void {
	/** What was used before there was any code for it, in order. */
	const waiting: (() => void)[] = [];
	let isRepeating = false;

	async function wake(): Promise<void> {
		island.setAttribute('aria-busy', 'true');
		const hydrate = await load();
		await hydrate();
		island.removeAttribute('aria-busy');
		// Code that could not be had leaves the mark of the server: a form then does what it does
		// without a script, and the next press tries again.
		if (!island.hasAttribute('ssr')) {
			island.removeEventListener('click', hold, true);
			island.removeEventListener('input', hold, true);
		}
		isRepeating = true;
		for (const again of waiting.splice(0)) again();
		isRepeating = false;
	}

	function hold(event: Event): void {
		const target = event.target instanceof Element && event.target.closest('button, input');
		if (isRepeating || !target) return;
		if (event.type === 'input') {
			waiting.push(() => target.dispatchEvent(new Event('input', { bubbles: true })));
		} else {
			if (!(target instanceof HTMLButtonElement)) return;
			event.preventDefault();
			event.stopPropagation();
			waiting.push(() => target.click());
		}
		if (waiting.length === 1) void wake();
	}

	island.addEventListener('click', hold, true);
	island.addEventListener('input', hold, true);
}
