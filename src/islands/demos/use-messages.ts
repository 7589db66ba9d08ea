import { useEffect, useState } from 'preact/hooks';
import type { LiveMessage } from '../../core/contract/answers';
import type { Reading } from '../counter/client';
import { subscribe } from '../counter/live';

/** A message, and when it was received. */
export interface Received {
	/** From 1. */
	readonly count: number;
	/** A time of the day. */
	readonly at: string;
	readonly message: Reading | LiveMessage;
}

/** How many messages are kept. */
const kept = 8;

/**
 * Returns the last messages of a counter, the newest first. It is subscribed to while the page is
 * shown; without a name there are none.
 */
export function useMessages(name: string | undefined): readonly Received[] {
	const [messages, setMessages] = useState<readonly Received[]>([]);

	useEffect(() => {
		if (name === undefined) return undefined;
		const live = subscribe(name, (message) => {
			if (!message) return;
			const at = new Date().toLocaleTimeString();
			setMessages((others) => {
				const count = (others[0]?.count ?? 0) + 1;
				return [{ count, at, message }, ...others].slice(0, kept);
			});
		});
		const onVisibilityChange = (): void => live.setOpen(!document.hidden);
		document.addEventListener('visibilitychange', onVisibilityChange);
		onVisibilityChange();
		return () => {
			document.removeEventListener('visibilitychange', onVisibilityChange);
			live.setOpen(false);
			setMessages([]);
		};
	}, [name]);

	return messages;
}
