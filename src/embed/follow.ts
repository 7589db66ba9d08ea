import { type Access, accessField, parseAccess } from '../core/contract/access';
import type { LiveMessage } from '../core/contract/answers';
import { backOff } from '../islands/counter/back-off';
import { type Reading, readValue } from '../islands/counter/client';

/** How often a page that may not watch a counter asks for its value, in milliseconds. */
const pollInterval = 15_000;

/** How long a stream may be silent, in milliseconds; the server writes a comment every 25 s. */
const silenceLimit = 60_000;

/** Receives the readings of a counter. */
export interface Listener {
	onReading(reading: Reading | LiveMessage): void;
	/** @param access what this page may do; `undefined` if the counter cannot be reached */
	onAccess(access: readonly Access[] | undefined): void;
}

/**
 * Follows a counter: reads its value, and then watches it where that is allowed, else asks again from
 * time to time.
 *
 * @param site the origin of the counters
 * @returns ends it
 */
export function follow(site: string, name: string, listener: Listener): () => void {
	const ending = new AbortController();
	void run(site, name, listener, ending.signal);
	return () => ending.abort();
}

async function run(
	site: string,
	name: string,
	{ onReading, onAccess }: Listener,
	signal: AbortSignal,
): Promise<void> {
	for (let tries = 1; !signal.aborted; tries++) {
		let access: readonly Access[] | undefined;
		const onAnswer = (headers: Headers): void => {
			access = parseAccess(headers.get(accessField));
		};
		const reading = await readValue(name, undefined, { site, onAnswer });
		if (signal.aborted) return;
		onAccess(typeof reading === 'object' ? access : undefined);
		if (typeof reading === 'object') onReading(reading);
		const isWatched =
			access?.includes('watch') === true &&
			(await watch(`${site}/api/${name}/live`, onReading, signal));
		if (isWatched) tries = 0;
		const isPolling = typeof reading === 'object' && !access?.includes('watch');
		await pause(isPolling ? pollInterval : backOff(tries + 1, Math.random()), signal);
	}
}

/** Passes on the events of a stream until it ends; returns whether there were any. */
async function watch(
	url: string,
	onMessage: (message: LiveMessage) => void,
	signal: AbortSignal,
): Promise<boolean> {
	const silence = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let hadEvents = false;
	try {
		const response = await fetch(url, {
			headers: { Accept: 'text/event-stream' },
			signal: AbortSignal.any([signal, silence.signal]),
		});
		const reader = response.ok && response.body?.pipeThrough(new TextDecoderStream()).getReader();
		let text = '';
		while (reader) {
			clearTimeout(timer);
			timer = setTimeout(() => silence.abort(), silenceLimit);
			const { done, value } = await reader.read();
			if (done) break;
			const events = (text + value).split('\n\n');
			text = events.pop() ?? '';
			for (const event of events) {
				const [, data] = /^data: (.*)$/m.exec(event) ?? [];
				if (data === undefined) continue;
				hadEvents = true;
				onMessage(JSON.parse(data) as LiveMessage);
			}
		}
	} catch {
		// It broke off, or was ended.
	}
	clearTimeout(timer);
	return hadEvents;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, milliseconds);
		signal.addEventListener('abort', () => resolve());
	});
}
