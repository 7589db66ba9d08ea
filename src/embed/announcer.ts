/** The shortest time between two announcements of what others did, in milliseconds. */
const interval = 4000;

/** Announces changes to screen readers, though not each. */
export interface Announcer {
	/** The live region. */
	readonly region: HTMLElement;
	/** Takes a text that need not be announced, since it is on the page from the beginning. */
	begin(text: string): void;
	/** Announces a text soon; of several within the interval the last. */
	announce(text: string): void;
	/** Lets the next text be announced at once, since it answers the reader. */
	announceNextAtOnce(): void;
	/** Announces nothing more. */
	end(): void;
}

/** @param region an empty element with the role `status` */
export function createAnnouncer(region: HTMLElement): Announcer {
	let announced = '';
	let next = '';
	let last = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function flush(): void {
		timer = undefined;
		last = performance.now();
		region.textContent = announced = next;
	}

	function end(): void {
		clearTimeout(timer);
		timer = undefined;
	}

	return {
		region,
		begin(text) {
			announced = next = text;
		},
		announce(text) {
			next = text;
			if (text === announced) return end();
			timer ??= setTimeout(flush, Math.max(0, last + interval - performance.now()));
		},
		announceNextAtOnce() {
			end();
			last = -interval;
		},
		end,
	};
}
