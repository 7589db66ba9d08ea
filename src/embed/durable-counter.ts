import { shownValue } from '../islands/counter/card-state';
import { createAnnouncer } from './announcer';
import { type Shown, sharedCounter } from './shared-counter';
import { styles } from './styles';

/** The origin that this script came from, whichever page runs it. */
const site = new URL(import.meta.url).origin;

/** Says why there is no button. */
const readOnly = 'Its owner decides which pages may change this counter.';

/** The buttons of the modes that have some, before and after the value. */
const buttonsOf: Readonly<Record<string, readonly ButtonKind[]>> = {
	like: [{ sign: '♥', change: 1, action: 'Like' }],
	count: [
		{ sign: '−', change: -1, action: 'Subtract 1 from' },
		{ sign: '+', change: 1, action: 'Add 1 to' },
	],
};

interface ButtonKind {
	readonly sign: string;
	readonly change: 1 | -1;
	readonly action: string;
}

/**
 * `<durable-counter name="…" [label="…"] [mode="like|count|visit|value"]>`: a counter of the site that
 * this script came from, on any page. What the element contains is shown until its value is known.
 */
class DurableCounter extends HTMLElement {
	static readonly observedAttributes = ['name', 'label', 'mode'];

	readonly #root = this.attachShadow({ mode: 'open' });
	/** Ends what {@link #connect} has begun. */
	#disconnect: (() => void) | undefined;

	constructor() {
		super();
		this.#root.adoptedStyleSheets = [styles];
	}

	connectedCallback(): void {
		const name = this.getAttribute('name');
		this.#disconnect?.();
		this.#disconnect = name ? this.#connect(encodeURIComponent(name)) : undefined;
	}

	disconnectedCallback(): void {
		this.#disconnect?.();
		this.#disconnect = undefined;
	}

	attributeChangedCallback(): void {
		if (this.isConnected) this.connectedCallback();
	}

	#connect(name: string): () => void {
		const mode = this.getAttribute('mode') ?? 'count';
		const label = this.getAttribute('label');
		const subject = label ?? name;
		const counter = sharedCounter(site, name);
		const value = element('span', 'value');
		const status = element('span', 'status', { role: 'status' });
		const announcer = createAnnouncer(element('span', 'announcement', { role: 'status' }));
		let isReady = false;

		const buttons = (buttonsOf[mode] ?? []).map(({ sign, change, action }) => {
			const button = element('button', `button ${change > 0 ? 'add' : 'subtract'}`, {
				type: 'button',
				'aria-label': `${action} ${subject}`,
			});
			button.replaceChildren(element('span', 'sign', { 'aria-hidden': 'true' }, sign));
			button.addEventListener('click', () => {
				if (button.ariaDisabled === 'true') return;
				announcer.announceNextAtOnce();
				if (mode === 'like') counter.like();
				else counter.change(change);
			});
			return button;
		});

		const box = element('span', 'counter', { role: 'group', 'aria-label': subject });
		const [first, ...others] = buttons;
		box.replaceChildren(
			...(label ? [element('span', 'label', {}, label)] : []),
			...(first ? [first] : []),
			...[value, ...others, announcer.region, status],
		);
		const hasContent = this.firstElementChild !== null;
		this.#root.replaceChildren(hasContent ? element('slot', 'content') : box);

		const show = ({ card, access, isLiked }: Shown): void => {
			const number = shownValue(card);
			value.textContent = number === undefined ? '–' : String(number);
			status.textContent = card.notice?.text ?? '';
			const mayWrite = access?.includes('write') === true;
			const isRefusal = access !== undefined && !mayWrite && mode !== 'value';
			box.title = isRefusal ? readOnly : '';
			for (const button of buttons) {
				button.hidden = !mayWrite;
				button.ariaDisabled = String(card.notice !== undefined);
				// A like stays pressed, and a second press takes it back.
				if (mode === 'like') button.ariaPressed = String(isLiked);
			}
			if (number !== undefined && !isReady) {
				isReady = true;
				this.#root.replaceChildren(box);
				announcer.begin(`${subject}: ${number}`);
			} else if (isReady) announcer.announce(`${subject}: ${number ?? 'unavailable'}`);
			if (mode === 'visit' && mayWrite) counter.visit();
		};

		const unsubscribe = counter.subscribe(show);
		const stopWatching = whileSeen(this, () => counter.watch());
		return () => {
			stopWatching();
			unsubscribe();
			announcer.end();
		};
	}
}

/** Runs something while an element is in view and its page is shown; `begin` returns what ends it. */
function whileSeen(target: Element, begin: () => () => void): () => void {
	let isInView = false;
	let end: (() => void) | undefined;
	function check(): void {
		if (isInView && !document.hidden) {
			end ??= begin();
		} else {
			end?.();
			end = undefined;
		}
	}
	const observer = new IntersectionObserver((entries) => {
		isInView = entries.at(-1)?.isIntersecting === true;
		check();
	});
	observer.observe(target);
	document.addEventListener('visibilitychange', check);
	return () => {
		observer.disconnect();
		document.removeEventListener('visibilitychange', check);
		isInView = false;
		check();
	};
}

function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	part: string,
	attributes: Readonly<Record<string, string>> = {},
	text = '',
): HTMLElementTagNameMap[Tag] {
	const made = document.createElement(tag);
	for (const [attribute, value] of Object.entries({ part, ...attributes })) {
		made.setAttribute(attribute, value);
	}
	made.textContent = text;
	return made;
}

// The script may be in a page twice.
if (!customElements.get('durable-counter')) {
	customElements.define('durable-counter', DurableCounter);
}
