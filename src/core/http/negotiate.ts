import { mediaTypes } from './media-types';

/**
 * Whether an `Accept` header (RFC 9110, section 12.5.1) puts HTML before JSON.
 *
 * Browsers do so when they load a page or send a form; `fetch` and `curl` do not.
 */
export function prefersHtml(accept: string | null): boolean {
	return preference(accept) > 0;
}

/** Whether an `Accept` header puts JSON before HTML: text browsers do not, nor does a bare `curl`. */
export function prefersJson(accept: string | null): boolean {
	return preference(accept) < 0;
}

/** Whether an `Accept` header names the type of an event stream, as an `EventSource` sends it. */
export function acceptsEvents(accept: string | null): boolean {
	const ranges = (accept ?? '').split(',').map(parseRange);
	return ranges.some(({ type, quality }) => type === mediaTypes.events && quality > 0);
}

/** The quality of HTML less that of JSON. */
function preference(accept: string | null): number {
	if (accept === null) return 0;
	const ranges = accept.split(',').map(parseRange);
	return quality(ranges, mediaTypes.html) - quality(ranges, mediaTypes.json);
}

interface MediaRange {
	readonly type: string;
	readonly quality: number;
}

function parseRange(text: string): MediaRange {
	const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
	const weight = parameters.find((parameter) => parameter.startsWith('q='));
	const quality = weight === undefined ? 1 : Number(weight.slice(2));
	return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The quality of a media type: that of the most specific range that matches it, else 0. */
function quality(ranges: readonly MediaRange[], type: string): number {
	const group = `${type.slice(0, type.indexOf('/'))}/*`;
	for (const candidate of [type, group, '*/*']) {
		const range = ranges.find((range) => range.type === candidate);
		if (range) return range.quality;
	}
	return 0;
}
