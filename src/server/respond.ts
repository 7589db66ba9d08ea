import {
	type CounterValue,
	mediaTypes,
	originOf,
	problemDocument,
	problemPage,
	retryAfterHeader,
} from '../core/contract/api';
import { isProblem, type Problem, problems } from '../core/contract/problem';
import { isSafe } from '../core/http/cross-site';
import { matchesTag, versionTag } from '../core/http/etag';
import { prefersHtml } from '../core/http/negotiate';
import { returnPath } from '../core/http/return-path';
import type { Content, Context, Fields, Outcome, Success } from './outcome';

/**
 * Answers with an outcome: as JSON, or, if the caller prefers HTML, a write as a redirect and a
 * problem as a page.
 *
 * @param cors the header fields that let scripts of other origins read the answer
 */
export function respond(
	context: Context,
	outcome: Outcome,
	cors: Fields = {},
): Response | Promise<Response> {
	if ('upgraded' in outcome) return outcome.upgraded;
	if (isProblem(outcome)) return refuse(context, outcome, { ...cors, ...outcome.headers });
	const headers = { ...cors, ...outcome.headers };
	if (outcome.next !== undefined && wantsHtml(context)) {
		return new Response(null, { status: 303, headers: { ...headers, Location: outcome.next() } });
	}
	if ('content' in outcome) return respondContent(context, outcome, headers);
	return respondValue(context, outcome, headers);
}

function respondContent({ request }: Context, outcome: Content, given: Fields): Response {
	const { tag, type, status = 200 } = outcome;
	const headers = { ...given, ...caching(tag), 'Content-Type': type };
	if (tag !== undefined && matchesTag(request.headers.get('If-None-Match'), tag)) {
		return new Response(null, { status: 304, headers });
	}
	return new Response(outcome.content, { status, headers });
}

/** An answer with a tag is validated each time it is used; one without is not stored at all. */
function caching(tag: string | undefined): Fields {
	return tag === undefined
		? { 'Cache-Control': 'no-store' }
		: { 'Cache-Control': 'no-cache', ETag: tag };
}

function respondValue({ request }: Context, success: Success, given: Fields): Response {
	const body: CounterValue = { value: success.value };
	const tag = versionTag(success.version);
	const headers = { ...given, ...caching(tag), 'Content-Type': mediaTypes.json };
	if (isSafe(request.method) && matchesTag(request.headers.get('If-None-Match'), tag)) {
		return new Response(null, { status: 304, headers });
	}
	return new Response(JSON.stringify(body), { headers });
}

function refuse(context: Context, problem: Problem, given: Fields): Response | Promise<Response> {
	const { locals, request } = context;
	// The log line and the problem's page read it there.
	locals.problem = problem;
	const { status } = problems[problem.problem];
	const headers: Record<string, string> = { ...given, 'Cache-Control': 'no-store' };
	if (problem.retryAfter !== undefined) {
		headers['Retry-After'] = retryAfterHeader(problem.retryAfter);
	}
	if (context.rewrite && wantsHtml(context)) {
		return problemAsPage(context, context.rewrite, problem, { status, headers });
	}
	headers['Content-Type'] = mediaTypes.problem;
	const document = problemDocument(problem, originOf(request.url), locals.requestId);
	return new Response(JSON.stringify(document), { status, headers });
}

async function problemAsPage(
	{ locals, request }: Context,
	rewrite: NonNullable<Context['rewrite']>,
	{ problem }: Problem,
	{ status, headers: given }: { status: number; headers: Fields },
): Promise<Response> {
	locals.back ??= returnPath(undefined, request.headers.get('Referer'), request.url, '/');
	const address = new URL(problemPage(problem), request.url);
	const page = await rewrite(new Request(address, { headers: request.headers }));
	const headers = new Headers(page.headers);
	for (const [field, text] of Object.entries(given)) headers.set(field, text);
	return new Response(page.body, { status, headers });
}

function wantsHtml({ request }: Context): boolean {
	return prefersHtml(request.headers.get('Accept'));
}
