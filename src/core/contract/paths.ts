import { tutorialCounters } from './name';
import type { ProblemSlug } from './problem';

/** The two ways to change a counter; each is the last segment of its API path. */
export type Operation = 'increment' | 'decrement';

/** Paths of the API that belong to no counter. */
export const apiPaths = {
	counters: '/api/counters',
	health: '/api/health',
	limit: '/api/limit',
	race: '/api/race',
	values: '/api/values',
} as const;

/** Path of the contract. */
export const contractPath = '/api/openapi.json';

/** Names that no one can own: an address of the API is in the way, or the tutorial shows the counter. */
export const siteNames: ReadonlySet<string> = new Set([
	...[...Object.values(apiPaths), contractPath].map((path) => path.slice('/api/'.length)),
	...tutorialCounters,
]);

/** Path of the page that explains the contract. */
export const referencePath = '/reference';

/** Path of the page of a lesson. */
export function lessonPath(id: string): string {
	return `/lessons/${id}`;
}

/** Path of a lesson as Markdown. */
export function lessonTextPath(id: string): string {
	return `/lessons/${id}.md`;
}

/** Path of the page that explains the words of the lessons. */
export const glossaryPath = '/glossary';

/** Path of a word in the glossary. */
export function glossaryEntry(id: string): string {
	return `${glossaryPath}#${id}`;
}

/** Path of the page that makes a counter with an owner. */
export const newCounterPath = '/new';

/** Path under which the page is rendered that shows a token once; asked directly it is a 404. */
export const createdPath = '/created';

/** Paths of the files that programs look for on every site (RFC 8615). */
export const wellKnownPaths = {
	apiCatalog: '/.well-known/api-catalog',
	security: '/.well-known/security.txt',
} as const;

/** Path of a counter's API resource. */
export function counterApi(
	name: string,
	resource:
		| 'value'
		| 'history'
		| 'inside'
		| 'inspect'
		| 'live'
		| 'recording'
		| 'pass-hour'
		| 'remind'
		| 'restart'
		| 'settings'
		| 'slow-increment'
		| 'tasks'
		| 'unknown-method'
		| 'visit'
		| 'whereabouts'
		| Operation,
): string {
	return `/api/${name}/${resource}`;
}

/** Path of a counter itself, at which it can be removed. */
export function counterRoot(name: string): string {
	return `/api/${name}`;
}

/** Path of a counter's page. */
export function counterPage(name: string): string {
	return `/counters/${name}`;
}

/** Path of the page on which the owner of a counter changes it. */
export function counterSettingsPage(name: string): string {
	return `/counters/${name}/settings`;
}

/** Path of a counter's badge: as a picture, or as data for a service that draws badges. */
export function counterBadge(name: string, format: 'svg' | 'json'): string {
	return `/badge/${name}.${format}`;
}

/** Path of the script that shows counters on pages of other sites. */
export const embedScript = '/embed.js';

/** Path of a counter's page for a frame on another site. */
export function counterFrame(name: string): string {
	return `/embed/${name}`;
}

/** Whether a path of this site, with its query, is that of a page for a frame. */
export function isFramePath(path: string): boolean {
	return /^\/embed\/[^/?#]+(?=[?#]|$)/.test(path);
}

/** Path of the page that explains a problem. */
export function problemPage(slug: ProblemSlug): string {
	return `/problems/${slug}`;
}
