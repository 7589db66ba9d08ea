import { isProblem, type Problem } from '../core/contract/problem';
import {
	isPageForm,
	noBody,
	readRequestBody,
	refuseFields,
	type RequestBody,
} from '../core/contract/request-body';
import { formFields } from '../core/contract/api';
import { mediaTypes } from '../core/http/media-types';
import { mediaType } from '../core/http/content-type';
import { isSafe } from '../core/http/cross-site';
import { prefersHtml, prefersJson } from '../core/http/negotiate';
import type { Context } from './outcome';

/**
 * Reads the body of a request, once. Most writes have none, and opening a stream takes time: the
 * runtime frames a request by these fields, so here they can be believed.
 *
 * @param readsText whether text is read as JSON; the first reader decides
 */
export function bodyOf(
	{ request, locals }: Pick<Context, 'request' | 'locals'>,
	readsText = false,
): RequestBody | Promise<RequestBody | Problem> {
	const { headers } = request;
	if (headers.get('Content-Length') === '0' && !headers.has('Transfer-Encoding')) return noBody;
	locals.body ??= readRequestBody(request, readsText);
	return locals.body;
}

/** Refuses a body where none is read; a form may be empty, or name the page to return to. */
export async function refuseBody(
	context: Context,
	readsText = false,
): Promise<Problem | undefined> {
	const body = await bodyOf(context, readsText);
	if (isProblem(body)) return body;
	return refuseFields(body, body.kind === 'form' ? [formFields.returnTo] : []);
}

/**
 * Whether a request can be one that is answered in HTML, by what its header shows: most can not, and
 * need no more than this.
 */
export function canWantHtml({ headers, method }: Request): boolean {
	const accept = headers.get('Accept');
	return prefersHtml(accept) || (!isSafe(method) && isForm(headers) && !prefersJson(accept));
}

/**
 * Whether a request is to be answered in HTML: its caller prefers HTML, or does not mind and sent the
 * form of a page, as text browsers do.
 */
export async function wantsHtml(context: Context): Promise<boolean> {
	const { request } = context;
	if (!canWantHtml(request)) return false;
	if (prefersHtml(request.headers.get('Accept'))) return true;
	const body = await bodyOf(context);
	return !isProblem(body) && isPageForm(body);
}

function isForm(headers: Headers): boolean {
	return mediaType(headers.get('Content-Type') ?? '') === mediaTypes.form;
}
