import { mediaTypes, originOf } from '../core/contract/api';
import { robotsText, siteMap } from '../core/site/crawlers';
import { contentTag } from '../core/http/etag';
import { openApiDocument } from '../core/openapi/document';
import type { Action, Content } from './outcome';

/** The contract of the API, as OpenAPI. */
export const openApi: Action = async ({ request }) =>
	document(
		JSON.stringify(openApiDocument(originOf(request.url)), undefined, '\t'),
		mediaTypes.json,
	);

/** The list of pages for crawlers. */
export const sitemap: Action = async ({ request }) =>
	document(siteMap(originOf(request.url)), mediaTypes.xml);

/** The rules for crawlers. */
export const robots: Action = async ({ request }) =>
	document(robotsText(originOf(request.url)), mediaTypes.text);

function document(content: string, type: string): Content {
	return { content, type, tag: contentTag(0, content) };
}
