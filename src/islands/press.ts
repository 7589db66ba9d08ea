/** What an island is used by. */
const uses = ['click', 'submit', 'input', 'toggle'];

/** What comes before a press, if only by a moment. */
const approaches = ['pointerover', 'focusin'];

/** What was used before there was any code for it, in order. */
const held: (() => void)[] = [];

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
	const { type, target, submitter } = event;
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
	held.push(() => {
		busy.ariaBusy = null;
		if (button) button.click();
		else target.dispatchEvent(new Event(type, { bubbles: true }));
	});
	if (held.length === 1) void wake();
}

async function wake(): Promise<void> {
	const code = await load();
	// Without the code a form does what it does without a script, and the next press tries again.
	isAsleep = false;
	code?.awaken();
	for (const press of held.splice(0)) press();
	isAsleep = !code;
}

/** Loads the code ahead for a reader who is about to press. */
function prepare({ target }: Event): void {
	if (target instanceof Element && target.closest('[data-island] button')) void load();
}
