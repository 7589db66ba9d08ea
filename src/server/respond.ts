import {
	type CounterValue,
	mediaTypes,
	originOf,
	problemDocument,
	problemPage,
	retryAfterHeader,
} from '../core/contract/api';
import { isSafe } from '../core/http/cross-site';
import { matchesTag, versionTag } from '../core/http/etag';
import { prefersHtml } from '../core/http/negotiate';
import { isProblem, type Problem, problems } from '../core/contract/problem';
import { returnPath } from '../core/http/return-path';
import { dataPolicy, policyField, securityHeaders } from '../core/http/security-headers';
import type { Content, Context, Outcome, Success } from './operations';

type Fields = Readonly<Record<string, string>>;

/** The name of the field that names a request. */
export const requestIdField = 'X-Request-Id';

/** No fields but those that every answer carries. */
export const noFields: Fields = {};

/** The fields of every value and of every problem, whatever it says. */
const valueFields: Fields = { 'Cache-Control': 'no-cache', 'Content-Type': mediaTypes.json };
const problemFields: Fields = { 'Cache-Control': 'no-store', 'Content-Type': mediaTypes.problem };

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
		const fields = { ...outcome.headers, Location: outcome.next() };
		return answer(context, null, 303, common, noFields, fields);
	}
	if ('content' in outcome) return content(context, outcome, common);
	return value(context, outcome, common);
}

/**
 * Makes an answer that is no page, with its request id and its security headers.
 *
 * @param common as of {@link respond}
 * @param kind the fields of every answer of this kind; what is made of it and of `common` is kept for
 *   as long as both objects are
 */
export function answer(
	{ locals }: Context,
	body: BodyInit | null,
	status: number,
	common: Fields,
	kind: Fields,
	fields: Fields,
): Response {
	const response = new Response(body, { status, headers: prepared(common, kind) });
	const { headers } = response;
	headers.set(requestIdField, locals.requestId);
	for (const field in fields) headers.set(field, fields[field] ?? '');
	return response;
}

const preparedByFields = new WeakMap<Fields, WeakMap<Fields, Headers>>();

/** Fields that the runtime copies as a whole: one by one they would take half of an answer's time. */
function prepared(common: Fields, kind: Fields): Headers {
	let byKind = preparedByFields.get(common);
	if (!byKind) {
		byKind = new WeakMap();
		preparedByFields.set(common, byKind);
	}
	let headers = byKind.get(kind);
	if (!headers) {
		headers = new Headers({ ...securityHeaders, [policyField]: dataPolicy, ...common, ...kind });
		byKind.set(kind, headers);
	}
	return headers;
}

function content(context: Context, outcome: Content, common: Fields): Response {
	const { tag, type, status = 200 } = outcome;
	const fields = { ...outcome.headers, ...caching(tag), 'Content-Type': type };
	if (tag !== undefined && matchesTag(context.request.headers.get('If-None-Match'), tag)) {
		return answer(context, null, 304, common, noFields, fields);
	}
	return answer(context, outcome.content, status, common, noFields, fields);
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
	const fields = { ...success.headers, ETag: tag };
	if (isSafe(request.method) && matchesTag(request.headers.get('If-None-Match'), tag)) {
		return answer(context, null, 304, common, valueFields, fields);
	}
	return answer(context, JSON.stringify(body), 200, common, valueFields, fields);
}

function refuse(
	context: Context,
	problem: Problem,
	common: Fields,
	own: Fields = noFields,
): Response | Promise<Response> {
	const { locals, request } = context;
	locals.problem = problem;
	const fields =
		problem.retryAfter === undefined
			? own
			: { ...own, 'Retry-After': retryAfterHeader(problem.retryAfter) };
	if (context.rewrite && wantsHtml(context)) {
		return problemAsPage(context, context.rewrite, problem, { ...common, ...fields });
	}
	const { status } = problems[problem.problem];
	const document = problemDocument(problem, originOf(request.url), locals.requestId);
	return answer(context, JSON.stringify(document), status, common, problemFields, fields);
}

async function problemAsPage(
	{ locals, request }: Context,
	rewrite: NonNullable<Context['rewrite']>,
	{ problem }: Problem,
	fields: Fields,
): Promise<Response> {
	locals.back ??= returnPath(undefined, request.headers.get('Referer'), request.url, '/');
	const address = new URL(problemPage(problem), request.url);
	const page = await rewrite(new Request(address, { headers: request.headers }));
	const headers = new Headers(page.headers);
	for (const [field, text] of Object.entries(fields)) headers.set(field, text);
	headers.set('Cache-Control', 'no-store');
	return new Response(page.body, { status: problems[problem].status, headers });
}

function wantsHtml({ request }: Context): boolean {
	return prefersHtml(request.headers.get('Accept'));
}
