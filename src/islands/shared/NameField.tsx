import type { InputHTMLAttributes, JSX } from 'preact';
import { typedNamePattern } from '../../core/contract/name';

type Props = Pick<
	InputHTMLAttributes<HTMLInputElement>,
	'id' | 'value' | 'required' | 'aria-describedby' | 'aria-invalid'
>;

/** The field for the name of a counter: the browser checks that a name can be made of what is typed. */
export function NameField({ required = true, ...props }: Props): JSX.Element {
	return (
		<input
			{...props}
			name="name"
			type="text"
			required={required}
			pattern={typedNamePattern}
			autocapitalize="none"
			autocomplete="off"
			autocorrect="off"
			spellcheck={false}
			placeholder="my-first-counter"
			title="1 to 64 letters, digits, dots, underscores and hyphens; a letter or digit first"
		/>
	);
}
