import type { JSX } from 'preact';
import { waitText } from '../../core/contract/wait-text';
import type { Notice } from './notice';
import { useTicks } from './use-ticks';

/** How often the seconds are rendered, in milliseconds. */
const interval = 250;

/** Says why something was refused. A screen reader does not read the seconds, which change often. */
export function Reason({ notice: { text, until } }: { notice: Notice }): JSX.Element {
	useTicks(interval, until !== undefined);
	if (until === undefined) return <>{text}</>;
	return (
		<>
			{text}. <span class="visually-hidden">Wait a moment.</span>
			<span aria-hidden="true">Again in {waitText((until - performance.now()) / 1000)}.</span>
		</>
	);
}
