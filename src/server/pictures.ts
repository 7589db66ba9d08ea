import { mediaTypes } from '../core/api';
import {
	type BadgeMessage,
	type BadgeOptions,
	badgeDocument,
	drawBadge,
	invalidMessage,
	readBadgeOptions,
	unavailableMessage,
	valueMessage,
} from '../core/badge';
import { drawCard } from '../core/card';
import { contentTag } from '../core/etag';
import { encodePng } from '../core/png';
import { type Content, counterAddress, counterForPage, type Operation } from './operations';

/**
 * A counter's badge as SVG. It is a picture and a success whatever it says, since an image proxy
 * puts a broken image in place of an error.
 */
export const badge: Operation = (context) => drawn(context, mediaTypes.svg, drawBadge);

/** A counter's badge as data; a success whatever it says, for the same reason. */
export const badgeData: Operation = (context) =>
	drawn(context, mediaTypes.json, (options, message) =>
		JSON.stringify(badgeDocument(options, message)),
	);

/** A counter as a large picture for links to it, in PNG, since their readers draw no SVG. */
export const card: Operation = async ({ params }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	const state = await counterForPage(name);
	return {
		content: await encodePng(drawCard(name, state?.value)),
		type: mediaTypes.png,
		headers: embeddable,
		...(state && { tag: contentTag(state.version, `${cardDesign} ${name}`) }),
	};
};

/** Lets pages embed the answer that isolate themselves (Cross-Origin-Embedder-Policy). */
const embeddable = { 'Cross-Origin-Resource-Policy': 'cross-origin' } as const;

/** Another number whenever cards look different, so that no cache keeps the old look. */
const cardDesign = 1;

async function drawn(
	{ params, request }: Parameters<Operation>[0],
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
	return { content, ...common, tag: contentTag(state.version, content) };
}
