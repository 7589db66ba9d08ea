import type { ComponentType, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { counterApi } from '../core/api';

/**
 * What a counter's object knows of itself, folded away. Nothing is loaded or asked before it is
 * unfolded; without JavaScript it holds the link to the same as data.
 */
export function UnderTheHood({ name }: { name: string }): JSX.Element {
	const [Panel, setPanel] = useState<ComponentType<{ name: string }>>();

	const details = useRef<HTMLDetailsElement>(null);

	async function follow(): Promise<void> {
		if (!details.current?.open) {
			setPanel(undefined);
			return;
		}
		const { Inspection } = await import('./Inspection');
		setPanel(() => Inspection);
	}
	// It may have been unfolded before there was any script.
	useEffect(() => void follow(), []);

	return (
		<details class="hood" ref={details} onToggle={follow}>
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
