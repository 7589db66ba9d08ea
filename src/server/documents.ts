import lessons from 'virtual:lesson-list';
import { memoize } from '../core/bounded-map';
import { originOf } from '../core/contract/api';
import { wellKnownPaths } from '../core/contract/paths';
import { mediaTypes } from '../core/http/media-types';
import { robotsText, siteMap } from '../core/site/crawlers';
import { llmsText } from '../core/site/llms';
import { apiCatalog, securityText } from '../core/site/well-known';
import { contentTag } from '../core/http/etag';
import { openApiDocument } from '../core/openapi/document';
import { limiterPolicy, publicOrigin } from './objects';
import type { Action, Content } from './outcome';

/** The contract by origin: it takes longer to make than all else of its answer. */
const contractOf = memoize(4, (origin: string): Content => {
	const text = JSON.stringify(openApiDocument(origin), undefined, 2);
	return { ...document(text, mediaTypes.json), content: new TextEncoder().encode(text) };
});

/** The contract of the API, as OpenAPI. */
export const openApi: Action = async ({ request }) => contractOf(originOf(request.url));

/** The list of pages for crawlers. */
export const sitemap: Action = async ({ request }) =>
	document(
		siteMap(
			publicOrigin(request.url),
			lessons.map(({ id }) => id),
		),
		mediaTypes.xml,
	);

/** The rules for crawlers. */
export const robots: Action = async ({ request }) =>
	document(robotsText(publicOrigin(request.url)), mediaTypes.text);

/** What there is to read for a program that reads text. */
export const llms: Action = async ({ request }) =>
	document(llmsText(publicOrigin(request.url), lessons, limiterPolicy), mediaTypes.text);

/** The catalogue of the site's APIs, which names itself in a `Link` (RFC 9727, section 3). */
export const catalog: Action = async ({ request }) => ({
	...document(apiCatalog(originOf(request.url)), mediaTypes.linkset),
	headers: { Link: `<${wellKnownPaths.apiCatalog}>; rel="api-catalog"` },
});

/** Where to report a weakness. */
export const security: Action = async ({ request }) =>
	document(securityText(originOf(request.url), Date.now()), mediaTypes.text);

function document(content: string, type: string): Content {
	return { content, type, tag: contentTag('', content) };
}
