import type { CounterList } from '../core/contract/listing';
import type {
	CounterInspection,
	CounterValues,
	CreatedCounter,
	HealthReport,
	ObjectInside,
	RaceOutcome,
	ShownSettings,
	VisitOutcome,
	WriteBudget,
} from '../core/contract/answers';
import type { Whereabouts } from '../core/contract/whereabouts';
import { mediaTypes } from '../core/http/media-types';
import type { Problem } from '../core/contract/problem';
import type { Recording } from '../core/contract/recording';
import type { TaskReport } from '../core/contract/tasks';

/** Header fields by name. */
export type Fields = Readonly<Record<string, string>>;

/** What the site itself notes of a request; Astro adds the platform's context. */
export type Locals = Omit<App.Locals, 'cfContext'>;

/**
 * The part of a request's context that a handler needs; Astro's own context has it. Without
 * `rewrite` no page can be rendered: then a problem is JSON whatever the caller prefers.
 */
export interface Context {
	readonly request: Request;
	/** The parameters of the route, percent-decoded. */
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly locals: Pick<Locals, 'requestId' | 'problem' | 'back' | 'body' | 'created'>;
	readonly rewrite?: (request: Request) => Promise<Response>;
}

/** Handles one method of one API route. */
export type Action = (context: Context) => Promise<Outcome>;

/** The result of a request, before it is formatted as JSON, a redirect or a page. */
export type Outcome = Success | Content | NoContent | Upgraded | Refusal;

/** A request that became a WebSocket: the 101 response, to be returned unchanged. */
export interface Upgraded {
	readonly upgraded: Response;
}

/** A problem, with the header fields that its answer carries besides. */
export type Refusal = Problem & { readonly headers?: Fields };

interface Done {
	readonly headers?: Fields;
	/** On a write: returns the path that a form is redirected to. */
	readonly next?: () => string;
	/** The path of the page that a form gets in place of a redirect, with the status of the outcome. */
	readonly page?: string;
}

/** A success without a body: 204. */
export interface NoContent extends Done {
	readonly content: null;
	readonly status: 204;
}

/** The value of a counter, after a read or a write. */
export interface Success extends Done {
	readonly value: number;
	/**
	 * Of two answers about one counter, the one with the higher version is the newer, if the epoch is
	 * the same. Absent if the value is not that of the counter now: then it has no entity tag and must
	 * not be stored.
	 */
	readonly version?: number | undefined;
	/** Since when versions are counted, in epoch milliseconds; absent as in `CounterState`. */
	readonly epoch?: number | undefined;
}

/** An answer that is not the value of one counter. */
export interface Content extends Done {
	readonly content: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
	readonly type: string;
	/** The HTTP status code; 200 if absent. */
	readonly status?: number;
	/** The entity tag; an answer without one must not be stored. */
	readonly tag?: string;
}

/** Serializes data that are valid for this moment only. */
export function jsonContent(
	data:
		| CounterInspection
		| CounterList
		| CounterValues
		| CreatedCounter
		| HealthReport
		| TaskReport
		| ObjectInside
		| RaceOutcome
		| Recording
		| ShownSettings
		| VisitOutcome
		| Whereabouts
		| WriteBudget,
): Content {
	return { content: JSON.stringify(data), type: mediaTypes.json };
}

/** The problem of an exception that nobody expected: a bug. Its stack goes to the log only. */
export function internalProblem(error: unknown): Problem {
	const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { problem: 'internal', cause };
}
