import type { CounterValue } from '../core/contract/answers';
import { originOf, problemDocument, retryAfterHeader } from '../core/contract/api';
import { isFramePath, problemPage } from '../core/contract/paths';
import { challenge } from '../core/http/bearer';
import { mediaTypes } from '../core/http/media-types';
import { isProblem, type Problem, problems } from '../core/contract/problem';
import { formPage, noBody } from '../core/contract/request-body';
import { isSafe } from '../core/http/cross-site';
import { matchesTag, versionTag } from '../core/http/etag';
import { stateKey } from '../core/http/state-key';
import { returnPath } from '../core/http/return-path';
import { bodyOf, canWantHtml, wantsHtml } from './body';
import type { Content, Context, Fields, Outcome, Success, Upgraded } from './outcome';

/**
 * Answers with an outcome: as JSON, or, if the caller wants HTML, a write as a redirect and a problem
 * as a page.
 *
 * @param cors the header fields that let scripts of other origins read the answer
 */
export function respond(
	context: Context,
	outcome: Outcome,
	cors: Fields = {},
): Response | Promise<Response> {
	if ('upgraded' in outcome) return outcome.upgraded;
	const headers = { ...cors, ...outcome.headers };
	return context.rewrite && canWantHtml(context.request)
		? respondAsWanted(context, context.rewrite, outcome, headers)
		: respondWithData(context, outcome, headers);
}

async function respondAsWanted(
	context: Context,
	rewrite: NonNullable<Context['rewrite']>,
	outcome: Exclude<Outcome, Upgraded>,
	headers: Fields,
): Promise<Response> {
	if (!(await wantsHtml(context))) return respondWithData(context, outcome, headers);
	if (isProblem(outcome)) return problemAsPage(context, rewrite, outcome, headers);
	if (outcome.page !== undefined)
		return outcomeAsPage(context, rewrite, outcome.page, outcome, headers);
	if (outcome.next === undefined) return respondWithData(context, outcome, headers);
	return new Response(null, { status: 303, headers: { ...headers, Location: outcome.next() } });
}

function respondWithData(
	context: Context,
	outcome: Exclude<Outcome, Upgraded>,
	headers: Fields,
): Response {
	if (isProblem(outcome)) return problemAsData(context, outcome, headers);
	if ('content' in outcome && outcome.content === null) {
		return new Response(null, { status: outcome.status, headers });
	}
	const content = 'content' in outcome ? outcome : valueContent(outcome);
	return respondContent(context, content, headers);
}

function respondContent({ request }: Context, outcome: Content, given: Fields): Response {
	const { tag, type, status = 200 } = outcome;
	const headers = { ...given, ...caching(tag), 'Content-Type': type };
	const isKnown = tag !== undefined && matchesTag(request.headers.get('If-None-Match'), tag);
	if (isKnown && isSafe(request.method)) return new Response(null, { status: 304, headers });
	return new Response(outcome.content, { status, headers });
}

/** An answer with a tag is validated each time it is used; one without is not stored at all. */
function caching(tag: string | undefined): Fields {
	return tag === undefined
		? { 'Cache-Control': 'no-store' }
		: { 'Cache-Control': 'no-cache', ETag: tag };
}

/** The value of a counter as an answer; its entity tag is made of its version. */
function valueContent({ value, version, epoch }: Success): Content {
	const content = JSON.stringify({ value } satisfies CounterValue);
	const type = mediaTypes.json;
	if (version === undefined) return { content, type };
	return { content, type, tag: versionTag(stateKey({ epoch, version })) };
}

function problemAsData({ locals, request }: Context, problem: Problem, given: Fields): Response {
	// The log line reads it there.
	locals.problem = problem;
	const headers = { ...given, ...problemFields(problem), 'Content-Type': mediaTypes.problem };
	const document = problemDocument(problem, originOf(request.url), locals.requestId);
	return new Response(JSON.stringify(document), {
		status: problems[problem.problem].status,
		headers,
	});
}

/** Answers with a page that is rendered for this one outcome, and that nobody keeps. */
async function outcomeAsPage(
	{ request }: Context,
	rewrite: NonNullable<Context['rewrite']>,
	path: string,
	outcome: Exclude<Outcome, Upgraded | Problem>,
	given: Fields,
): Promise<Response> {
	const status = 'status' in outcome ? (outcome.status ?? 200) : 200;
	return renderedPage(new URL(path, request.url), request, rewrite, status, {
		...given,
		'Cache-Control': 'no-store',
	});
}

async function problemAsPage(
	context: Context,
	rewrite: NonNullable<Context['rewrite']>,
	problem: Problem,
	given: Fields,
): Promise<Response> {
	const { locals, request } = context;
	// The log line and the problem's page read both there.
	locals.problem = problem;
	locals.back ??= await pathBack(context);
	// The page of a problem cannot be framed, so a frame shows what went wrong itself.
	const path = isFramePath(locals.back) ? locals.back : problemPage(problem.problem);
	const address = new URL(path, request.url);
	const { status } = problems[problem.problem];
	return renderedPage(address, request, rewrite, status, { ...given, ...problemFields(problem) });
}

/** Answers a request with a page of this site, in place of the one that it asked for. */
async function renderedPage(
	address: URL,
	request: Request,
	rewrite: NonNullable<Context['rewrite']>,
	status: number,
	fields: Fields,
): Promise<Response> {
	const page = await rewrite(new Request(address, { headers: request.headers }));
	const headers = new Headers(page.headers);
	for (const [field, text] of Object.entries(fields)) headers.set(field, text);
	return new Response(page.body, { status, headers });
}

/** The path of the page that a form was sent from. */
async function pathBack(context: Context): Promise<string> {
	const { request } = context;
	const body = isSafe(request.method) ? noBody : await bodyOf(context);
	const returnTo = isProblem(body) ? undefined : formPage(body);
	return returnPath(returnTo, request.headers.get('Referer'), request.url, '/');
}

function problemFields({ problem, retryAfter }: Problem): Fields {
	return {
		'Cache-Control': 'no-store',
		// RFC 9110, section 15.5.2 requires it.
		...(problem === 'unauthorized' && challenge),
		...(retryAfter !== undefined && { 'Retry-After': retryAfterHeader(retryAfter) }),
	};
}
