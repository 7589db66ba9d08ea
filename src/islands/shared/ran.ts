/** The event that a demo sends up to its section when it has shown what it was to show. */
export const ranEvent = 'demo-ran';

/** Sends {@link ranEvent} from an element of a demo. */
export function announceRun(element: Element | null): void {
	element?.dispatchEvent(new Event(ranEvent, { bubbles: true }));
}
