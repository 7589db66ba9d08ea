import type { JSX } from 'preact';
import type { Notice } from './card-state';
import { secondsLeft } from './countdown';

/** Says why something was refused. The seconds tick for the eye only: read aloud they would nag. */
export function Reason({ notice: { text, until } }: { notice: Notice }): JSX.Element {
	if (until === undefined) return <>{text}</>;
	return (
		<>
			{text}. <span class="visually-hidden">Wait a moment.</span>
			<span aria-hidden="true">{secondsLeft(until)}</span>
		</>
	);
}
