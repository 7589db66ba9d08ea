import type { ComponentType, JSX, TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { counterApi } from '../core/api';

/**
 * What a counter's object knows of itself, folded away. Nothing is loaded or asked before it is
 * unfolded; without JavaScript it holds the link to the same as data.
 */
export function UnderTheHood({ name }: { name: string }): JSX.Element {
	const [Panel, setPanel] = useState<ComponentType<{ name: string }>>();

	async function unfold({ currentTarget }: TargetedEvent<HTMLDetailsElement>): Promise<void> {
		if (!currentTarget.open) {
			setPanel(undefined);
			return;
		}
		const { Inspection } = await import('./Inspection');
		setPanel(() => Inspection);
	}

	return (
		<details class="hood" onToggle={unfold}>
			<summary>Under the hood</summary>
			{Panel ? (
				<Panel name={name} />
			) : (
				<p>
					<a href={counterApi(name, 'inspect')}>What the object knows of itself</a>
				</p>
			)}
		</details>
	);
}
