import { mediaTypes } from '../core/api';
import { robotsText, siteMap } from '../core/crawlers';
import { contentTag } from '../core/etag';
import { openApiDocument } from '../core/openapi';
import type { Content, Operation } from './operations';

/** The contract of the API, as OpenAPI. */
export const openApi: Operation = async ({ url }) =>
	document(JSON.stringify(openApiDocument(url.origin), undefined, '\t'), mediaTypes.json);

/** The list of pages for crawlers. */
export const sitemap: Operation = async ({ url }) => document(siteMap(url.origin), mediaTypes.xml);

/** The rules for crawlers. */
export const robots: Operation = async ({ url }) =>
	document(robotsText(url.origin), mediaTypes.text);

function document(content: string, type: string): Content {
	return { content, type, tag: contentTag(0, content) };
}
