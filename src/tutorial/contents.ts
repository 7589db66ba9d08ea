/**
 * Marks the link of the part that is being read in the table of contents, and folds the table on a
 * phone once a link in it was followed.
 */
export function followReader(): void {
	const nav = document.querySelector('.lessons-nav');
	if (!nav) return;
	const links = new Map(
		[...nav.querySelectorAll<HTMLAnchorElement>('a')].map((link) => [link.hash.slice(1), link]),
	);
	const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
	let marked: HTMLAnchorElement | undefined;

	/** The part being read is that of the last heading above the upper third of the window. */
	function mark(): void {
		const line = innerHeight / 3;
		const passed = headings.findLast((heading) => heading.getBoundingClientRect().top <= line);
		const current = passed ?? headings[0];
		const link = current && links.get(current.id);
		if (link === marked) return;
		marked?.removeAttribute('aria-current');
		link?.setAttribute('aria-current', 'location');
		marked = link;
	}

	// A jump can pass many headings at once, so every scroll is looked at, once a frame.
	let isDue = false;
	addEventListener(
		'scroll',
		() => {
			if (isDue) return;
			isDue = true;
			requestAnimationFrame(() => {
				isDue = false;
				mark();
			});
		},
		{ passive: true },
	);
	mark();

	nav.addEventListener('click', ({ target }) => {
		const details = nav.querySelector('details');
		if (details && target instanceof HTMLAnchorElement) details.open = false;
	});
}
