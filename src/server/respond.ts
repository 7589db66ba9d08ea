import type { APIContext } from 'astro';
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
import type { Content, Outcome, Success } from './operations';

type Fields = Readonly<Record<string, string>>;

/**
 * Spells an outcome for whoever asked: as JSON, or, if the caller prefers HTML, a write as a
 * redirect and a problem as a page.
 */
export function respond(
	context: APIContext,
	outcome: Outcome,
	common: Fields,
): Response | Promise<Response> {
	if ('upgraded' in outcome) return outcome.upgraded;
	const headers = { ...common, ...outcome.headers };
	if (isProblem(outcome)) return refuse(context, outcome, headers);
	if (outcome.next !== undefined && wantsHtml(context)) {
		return new Response(null, { status: 303, headers: { ...headers, Location: outcome.next } });
	}
	if ('content' in outcome) return content(context, outcome, headers);
	return value(context, outcome, headers);
}

function content({ request }: APIContext, outcome: Content, common: Fields): Response {
	const { tag, type, status = 200 } = outcome;
	const headers = { ...common, ...caching(tag), 'Content-Type': type };
	if (tag !== undefined && matchesTag(request.headers.get('If-None-Match'), tag)) {
		return new Response(null, { status: 304, headers });
	}
	return new Response(outcome.content, { status, headers });
}

/** What has a tag is asked for again each time; what has none is not kept at all. */
function caching(tag: string | undefined): Fields {
	return tag === undefined
		? { 'Cache-Control': 'no-store' }
		: { 'Cache-Control': 'no-cache', ETag: tag };
}

function value({ request }: APIContext, success: Success, common: Fields): Response {
	const body: CounterValue = { value: success.value };
	const tag = versionTag(success.version);
	const headers = {
		...common,
		...caching(tag),
		'Content-Type': mediaTypes.json,
	};
	if (isSafe(request.method) && matchesTag(request.headers.get('If-None-Match'), tag)) {
		return new Response(null, { status: 304, headers });
	}
	return Response.json(body, { headers });
}

async function refuse(context: APIContext, problem: Problem, common: Fields): Promise<Response> {
	const { locals, request, url } = context;
	const { status } = problems[problem.problem];
	const headers: Record<string, string> = { ...common, 'Cache-Control': 'no-store' };
	if (problem.retryAfter !== undefined) {
		headers['Retry-After'] = retryAfterHeader(problem.retryAfter);
	}
	locals.problem = problem;
	locals.back ??= returnPath(undefined, request.headers.get('Referer'), request.url, '/');

	if (!wantsHtml(context)) {
		const document = problemDocument(problem, url.origin, locals.requestId);
		return Response.json(document, {
			status,
			headers: { ...headers, 'Content-Type': mediaTypes.problem },
		});
	}
	const address = new URL(problemPage(problem.problem), url);
	const page = await context.rewrite(new Request(address, { headers: request.headers }));
	const merged = new Headers(page.headers);
	for (const [field, text] of Object.entries(headers)) merged.set(field, text);
	return new Response(page.body, { status, headers: merged });
}

function wantsHtml({ request }: APIContext): boolean {
	return prefersHtml(request.headers.get('Accept'));
}
