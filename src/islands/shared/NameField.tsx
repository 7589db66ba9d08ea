import type { InputHTMLAttributes, JSX } from 'preact';
import { nameMaxLength, namePattern } from '../../core/contract/name';

type Props = Pick<
	InputHTMLAttributes<HTMLInputElement>,
	'id' | 'value' | 'aria-describedby' | 'aria-invalid'
>;

/** The field for the name of a counter: the browser holds what is typed to the pattern of names. */
export function NameField(props: Props): JSX.Element {
	return (
		<input
			{...props}
			name="name"
			type="text"
			required
			maxLength={nameMaxLength}
			pattern={namePattern}
			autocapitalize="none"
			autocomplete="off"
			autocorrect="off"
			spellcheck={false}
			placeholder="my-first-counter"
			title="Small letters, digits, dots, underscores and hyphens; a letter or digit first"
		/>
	);
}
