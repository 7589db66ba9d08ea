import type { CounterName } from '../contract/name';
import { cleanLabel } from '../pictures/clean-label';

/** What a widget offers: a like, two buttons, the count of a visit, or the value alone. */
const widgetModes = ['count', 'like', 'visit', 'value'] as const;

type WidgetMode = (typeof widgetModes)[number];

/** The longest label of a frame, in grapheme clusters. */
const labelMaxLength = 64;

/** What a page for a frame shows. */
export interface FrameOptions {
	readonly mode: WidgetMode;
	/** The text before the value; empty if there is none. */
	readonly label: string;
	/** What the counter is called for screen readers. */
	readonly subject: string;
}

/** Reads the options of a frame. One that cannot be used falls back to its default, as for a badge. */
export function readFrameOptions(query: URLSearchParams, name: CounterName): FrameOptions {
	const mode = query.get('mode');
	const label = cleanLabel(query.get('label') ?? '', labelMaxLength);
	return {
		mode: widgetModes.find((candidate) => candidate === mode) ?? 'count',
		label,
		subject: label || name,
	};
}
