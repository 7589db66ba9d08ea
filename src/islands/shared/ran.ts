/** The event that a demo sends up to its section when it has shown what it was to show. */
export const ranEvent = 'demo-ran';

/** Whether the demo of a section has run, also before anybody listened. */
export function hasRun(section: HTMLElement): boolean {
	return 'ran' in section.dataset;
}

/** Sends {@link ranEvent} from an element of a demo, and notes in its section that it ran. */
export function announceRun(element: Element | null): void {
	element?.closest('section')?.setAttribute('data-ran', '');
	element?.dispatchEvent(new Event(ranEvent, { bubbles: true }));
}
