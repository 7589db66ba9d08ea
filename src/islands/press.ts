/** What an island is used by. */
const uses = ['click', 'submit', 'toggle'];

/** What comes before a press, if only by a moment. */
const approaches = ['pointerover', 'focusin'];

/** How long a press waits for the code, in milliseconds. */
const patience = 5000;

/** A use before there was any code for it. */
interface Held {
	/** What is marked as busy in the meantime. */
	readonly busy: Element;
	/** What is pressed again; absent for what was only unfolded, since that sees for itself. */
	readonly button: HTMLElement | null;
}

/** In order. */
const held: Held[] = [];

/** Whether the islands sleep, so that what they are used by is held. */
let isAsleep = true;

/** Loads the code, unless it is there; the answer is empty if it cannot be had. */
const load = () => import('./awake').catch(console.error);

/**
 * Lets the islands of the page sleep: until a reader uses one, they stay what the server rendered
 * and cost no script. The first press loads it for all of them and is then pressed again.
 */
export function sleepUntilPressed(): void {
	for (const use of uses) document.addEventListener(use, hold, true);
	for (const approach of approaches) document.addEventListener(approach, prepare);
	// It may have been unfolded before there was any script.
	for (const unfolded of document.querySelectorAll('[data-island] [open]')) {
		unfolded.dispatchEvent(new Event('toggle'));
	}
}

function hold(event: Event & Partial<SubmitEvent>): void {
	const { target, submitter } = event;
	if (!isAsleep || !(target instanceof Element)) return;
	const button = submitter ?? target.closest('button');
	const used = button ?? target;
	const island = used.closest('[data-island]');
	// Of clicks and submissions only those of a button are held.
	if (!island || (event.cancelable && !button)) return;
	event.preventDefault();
	event.stopPropagation();
	const busy = island.closest('form') ?? island;
	busy.ariaBusy = 'true';
	held.push({ busy, button });
	if (held.length === 1) void wake();
}

/**
 * Wakes the islands. Without the code, or where it takes too long, a form does what it does without
 * a script, so of several presses the browser sends one; and the next press tries again.
 */
async function wake(): Promise<void> {
	const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
	const code = await Promise.race([load(), late]);
	const presses = held.splice(0);
	for (const { busy } of presses) busy.ariaBusy = null;
	isAsleep = false;
	try {
		code?.awaken();
	} finally {
		for (const { button } of presses) button?.click();
		isAsleep = !code;
	}
}

/** Loads the code ahead for a reader who is about to press. */
function prepare({ target }: Event): void {
	if (target instanceof Element && target.closest('[data-island] button')) void load();
}
