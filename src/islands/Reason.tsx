import type { JSX } from 'preact';
import type { Notice } from './card-state';

/** Says why something was refused. The seconds tick for the eye only: read aloud they would nag. */
export function Reason({ notice: { text, until } }: { notice: Notice }): JSX.Element {
	if (until === undefined) return <>{text}</>;
	const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
	return (
		<>
			{text}. <span class="visually-hidden">Wait a moment.</span>
			<span aria-hidden="true">Again in {seconds} s.</span>
		</>
	);
}
