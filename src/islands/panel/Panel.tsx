import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isDemoName } from '../../core/contract/name';
import { matchCalls } from './calls';
import { FlightRecorder } from './FlightRecorder';
import { Sequence } from './Sequence';
import { sequenceOf } from './sequence';
import { useRecording } from './use-recording';
import { useRequests } from './use-requests';

/** How many requests are drawn. */
const drawn = 6;

/** The requests of this page, and what they made happen in the object of the demo that was used last. */
export function Panel(): JSX.Element {
	const here = useRef<HTMLDivElement>(null);
	const isOpen = useIsOpen(here);
	const requests = useRequests();
	const name = requests.findLast(({ name }) => isDemoName(name))?.name;
	const events = useRecording(name, isOpen);
	const calls = matchCalls(
		requests.filter((request) => request.name === name),
		events,
	);
	const newest = requests.slice(-drawn).toReversed();

	return (
		<div ref={here}>
			<h3>Requests</h3>
			{newest.length === 0 && <p class="hint">Nothing yet. Press a button of a demo.</p>}
			{newest.map((request, at) => (
				<details key={request.number} open={at === 0}>
					<summary>
						{request.number}. {request.what}, {Math.round(request.duration)} ms
					</summary>
					<Sequence what={request.what} steps={sequenceOf(request, calls.get(request))} />
				</details>
			))}
			<h3>Flight recorder</h3>
			{name === undefined ? (
				<p class="hint">
					The objects of demos keep their last 50 events. Press a button that has a counter of your
					own, and they are shown here as they happen.
				</p>
			) : (
				<>
					<p class="hint">
						Of <code>{name}</code>. While this is open, it keeps the object in memory.
					</p>
					<FlightRecorder events={events} />
				</>
			)}
		</div>
	);
}

/** Whether the popover around an element is shown, and the page with it; Escape closes it. */
function useIsOpen(here: { readonly current: HTMLElement | null }): boolean {
	const [isOpen, setIsOpen] = useState(false);

	useEffect(() => {
		const popover = here.current?.closest<HTMLElement>('[popover]');
		if (!popover) return undefined;
		const look = (): void => setIsOpen(popover.matches(':popover-open') && !document.hidden);
		const close = ({ key }: KeyboardEvent): void => {
			if (key === 'Escape' && popover.matches(':popover-open')) popover.hidePopover();
		};
		look();
		popover.addEventListener('toggle', look);
		document.addEventListener('visibilitychange', look);
		document.addEventListener('keydown', close);
		return () => {
			popover.removeEventListener('toggle', look);
			document.removeEventListener('visibilitychange', look);
			document.removeEventListener('keydown', close);
		};
	}, []);

	return isOpen;
}
