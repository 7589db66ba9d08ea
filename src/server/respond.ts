import {
	type CounterValue,
	mediaTypes,
	problemDocument,
	problemPage,
	retryAfterHeader,
} from '../core/api';
import { isSafe } from '../core/cross-site';
import { matchesTag, versionTag } from '../core/etag';
import { prefersHtml } from '../core/negotiate';
import { isProblem, type Problem, problems } from '../core/problem';
import { returnPath } from '../core/return-path';
import { dataPolicy, policyField, securityHeaders } from '../core/security-headers';
import type { Content, Context, Outcome, Success } from './operations';

type Fields = Readonly<Record<string, string>>;

/** The name of the field that names a request. */
export const requestIdField = 'X-Request-Id';

/** No fields but those that every answer carries. */
export const noFields: Fields = {};

/**
 * Spells an outcome for whoever asked: as JSON, or, if the caller prefers HTML, a write as a
 * redirect and a problem as a page.
 *
 * @param common the fields of every answer to this kind of request
 */
export function respond(
	context: Context,
	outcome: Outcome,
	common: Fields,
): Response | Promise<Response> {
	if ('upgraded' in outcome) return outcome.upgraded;
	if (isProblem(outcome)) return refuse(context, outcome, common, outcome.headers);
	if (outcome.next !== undefined && wantsHtml(context)) {
		return answer(context, null, 303, common, { ...outcome.headers, Location: outcome.next });
	}
	if ('content' in outcome) return content(context, outcome, common);
	return value(context, outcome, common);
}

/**
 * Makes an answer that is no page, with its request id and its security headers.
 *
 * @param common as of {@link respond}; the same object each time, since what is made of it is kept
 */
export function answer(
	{ locals }: Context,
	body: BodyInit | null,
	status: number,
	common: Fields,
	fields: Fields,
): Response {
	const response = new Response(body, { status, headers: prepared(common) });
	const { headers } = response;
	headers.set(requestIdField, locals.requestId);
	for (const field in fields) headers.set(field, fields[field] ?? '');
	return response;
}

const preparedByFields = new WeakMap<Fields, Headers>();

/** Fields that the runtime copies as a whole: one by one they would take half of an answer's time. */
function prepared(common: Fields): Headers {
	let headers = preparedByFields.get(common);
	if (!headers) {
		headers = new Headers({ ...securityHeaders, [policyField]: dataPolicy, ...common });
		preparedByFields.set(common, headers);
	}
	return headers;
}

function content(context: Context, outcome: Content, common: Fields): Response {
	const { tag, type, status = 200 } = outcome;
	const fields = { ...outcome.headers, ...caching(tag), 'Content-Type': type };
	if (tag !== undefined && matchesTag(context.request.headers.get('If-None-Match'), tag)) {
		return answer(context, null, 304, common, fields);
	}
	return answer(context, outcome.content, status, common, fields);
}

/** What has a tag is asked for again each time; what has none is not kept at all. */
function caching(tag: string | undefined): Fields {
	return tag === undefined
		? { 'Cache-Control': 'no-store' }
		: { 'Cache-Control': 'no-cache', ETag: tag };
}

function value(context: Context, success: Success, common: Fields): Response {
	const { request } = context;
	const body: CounterValue = { value: success.value };
	const tag = versionTag(success.version);
	const fields = {
		...success.headers,
		...caching(tag),
		'Content-Type': mediaTypes.json,
	};
	if (isSafe(request.method) && matchesTag(request.headers.get('If-None-Match'), tag)) {
		return answer(context, null, 304, common, fields);
	}
	return answer(context, JSON.stringify(body), 200, common, fields);
}

async function refuse(
	context: Context,
	problem: Problem,
	common: Fields,
	own: Fields = noFields,
): Promise<Response> {
	const { locals, request, url } = context;
	const { status } = problems[problem.problem];
	const fields: Record<string, string> = { ...own, 'Cache-Control': 'no-store' };
	if (problem.retryAfter !== undefined) {
		fields['Retry-After'] = retryAfterHeader(problem.retryAfter);
	}
	locals.problem = problem;

	if (!context.rewrite || !wantsHtml(context)) {
		const document = problemDocument(problem, url.origin, locals.requestId);
		fields['Content-Type'] = mediaTypes.problem;
		return answer(context, JSON.stringify(document), status, common, fields);
	}
	locals.back ??= returnPath(undefined, request.headers.get('Referer'), request.url, '/');
	const address = new URL(problemPage(problem.problem), url);
	const page = await context.rewrite(new Request(address, { headers: request.headers }));
	const merged = new Headers(page.headers);
	for (const [field, text] of Object.entries({ ...common, ...fields })) merged.set(field, text);
	return new Response(page.body, { status, headers: merged });
}

function wantsHtml({ request }: Context): boolean {
	return prefersHtml(request.headers.get('Accept'));
}
