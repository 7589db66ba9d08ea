import { memoize } from '../core/bounded-map';
import type { CounterName } from '../core/contract/name';
import { mediaTypes } from '../core/http/media-types';
import {
	type BadgeMessage,
	badgeDocument,
	drawBadge,
	invalidMessage,
	unavailableMessage,
	valueMessage,
} from '../core/pictures/badge';
import { type BadgeOptions, readBadgeOptions } from '../core/pictures/badge-options';
import { valuesOf } from '../core/history/series';
import { contentTag } from '../core/http/etag';
import { stateKey } from '../core/http/state-key';
import { counterAddress } from './address';
import { readDays } from './counters/series';
import { counterForPage } from './counters/read';
import { isSum, readSum } from './counters/sum';
import type { Action, Content, Context } from './outcome';

/** Badges by what they show: the same is not drawn again for a 304, a HEAD or the next reader. */
const drawn = memoize(256, (shown: string) => {
	const [options, message] = JSON.parse(shown) as [BadgeOptions, BadgeMessage];
	return drawBadge(options, message);
});

/**
 * A counter's badge as SVG. It is a picture and a success whatever it says, since an image proxy
 * puts a broken image in place of an error.
 */
export const badge: Action = (context) =>
	show(context, mediaTypes.svg, readDrawn, (...shown) => drawn(JSON.stringify(shown)));

/** A counter's badge as data; a success whatever it says, for the same reason. */
export const badgeData: Action = (context) =>
	show(context, mediaTypes.json, readMessage, (options, message) =>
		JSON.stringify(badgeDocument(options, message)),
	);

/** Lets pages embed the answer that isolate themselves (Cross-Origin-Embedder-Policy). */
const embeddable = { 'Cross-Origin-Resource-Policy': 'cross-origin' } as const;

async function show(
	{ params, request }: Context,
	type: string,
	read: (name: CounterName | undefined, options: BadgeOptions) => Promise<Shown>,
	draw: (options: BadgeOptions, message: BadgeMessage) => string,
): Promise<Content> {
	const name = counterAddress(params['name']);
	const query = new URL(request.url).searchParams;
	const options = readBadgeOptions(query, name);
	const { message, key } = await (isSum(name, query) ? readSum(query) : read(name, options));
	const content = draw(options, message);
	const shown = { content, type, headers: embeddable };
	return key === undefined ? shown : { ...shown, tag: contentTag(key, content) };
}

/** What the badge of one counter shows, and the key of its state if that was read. */
interface Shown {
	readonly message: BadgeMessage;
	readonly key?: string;
}

async function readMessage(name: CounterName | undefined): Promise<Shown> {
	if (!name) return { message: invalidMessage };
	const state = await counterForPage(name);
	if (!state) return { message: unavailableMessage };
	return { message: valueMessage(state.value), key: stateKey(state) };
}

/** The same for a badge that is drawn, which may show how the counter came to its value: one call too. */
async function readDrawn(name: CounterName | undefined, { style }: BadgeOptions): Promise<Shown> {
	if (!name || style !== 'trend') return readMessage(name);
	const state = await readDays(name);
	if (!state) return { message: unavailableMessage };
	return { message: valueMessage(state.value, valuesOf(state.series)), key: stateKey(state) };
}
