import { remember } from '../core/bounded-map';
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
	const options = readBadgeOptions(new URL(request.url).searchParams, name);
	const common = { type, headers: embeddable };
	if (!name) return { content: draw(options, invalidMessage), ...common };
	const state = await counterForPage(name);
	if (!state) return { content: draw(options, unavailableMessage), ...common };
	const content = draw(options, valueMessage(state.value));
	return { content, ...common, tag: contentTag(stateKey(state), content) };
}
