import { remember } from '../core/bounded-map';
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
import { contentTag } from '../core/http/etag';
import { stateKey } from '../core/http/state-key';
import { counterAddress } from './address';
import { counterForPage } from './counters/read';
import { isSum, readSum } from './counters/sum';
import type { Action, Content, Context } from './outcome';

/** Badges by what they show: the same is not drawn again for a 304, a HEAD or the next reader. */
const drawn = remember(256, (shown: string) => {
	const [options, message] = JSON.parse(shown) as [BadgeOptions, BadgeMessage];
	return drawBadge(options, message);
});

/**
 * A counter's badge as SVG. It is a picture and a success whatever it says, since an image proxy
 * puts a broken image in place of an error.
 */
export const badge: Action = (context) =>
	show(context, mediaTypes.svg, (...shown) => drawn(JSON.stringify(shown)));

/** A counter's badge as data; a success whatever it says, for the same reason. */
export const badgeData: Action = (context) =>
	show(context, mediaTypes.json, (options, message) =>
		JSON.stringify(badgeDocument(options, message)),
	);

/** Lets pages embed the answer that isolate themselves (Cross-Origin-Embedder-Policy). */
const embeddable = { 'Cross-Origin-Resource-Policy': 'cross-origin' } as const;

async function show(
	{ params, request }: Context,
	type: string,
	draw: (options: BadgeOptions, message: BadgeMessage) => string,
): Promise<Content> {
	const name = counterAddress(params['name']);
	const query = new URL(request.url).searchParams;
	const { message, key } = await (isSum(name, query) ? readSum(query) : readMessage(name));
	const content = draw(readBadgeOptions(query, name), message);
	const shown = { content, type, headers: embeddable };
	return key === undefined ? shown : { ...shown, tag: contentTag(key, content) };
}

/** What the badge of one counter shows, and the key of its state if that was read. */
async function readMessage(
	name: CounterName | undefined,
): Promise<{ readonly message: BadgeMessage; readonly key?: string }> {
	if (!name) return { message: invalidMessage };
	const state = await counterForPage(name);
	if (!state) return { message: unavailableMessage };
	return { message: valueMessage(state.value), key: stateKey(state) };
}
