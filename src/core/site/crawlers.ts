import {
	counterPage,
	glossaryPath,
	lessonPath,
	newCounterPath,
	problemPage,
} from '../contract/paths';
import { tutorialCounters } from '../contract/name';
import { type ProblemSlug, problems } from '../contract/problem';

/** Paths of the pages that crawlers may index, besides those of the lessons. */
export const indexedPaths: readonly string[] = [
	'/',
	'/reference',
	glossaryPath,
	'/counters',
	newCounterPath,
	...tutorialCounters.map(counterPage),
	...Object.keys(problems).map((slug) => problemPage(slug as ProblemSlug)),
];

/**
 * The site map (sitemaps.org, version 0.9) of the site at an origin.
 *
 * @param lessons the ids of the lessons
 */
export function siteMap(origin: string, lessons: readonly string[]): string {
	const paths = [...indexedPaths, ...lessons.map(lessonPath)];
	const entries = paths.map((path) => `\t<url><loc>${origin}${path}</loc></url>`);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
		...entries,
		'</urlset>',
		'',
	].join('\n');
}

/** The rules for crawlers (RFC 9309): everything is allowed but the API. */
export function robotsText(origin: string): string {
	return [
		'User-agent: *',
		'Disallow: /api/',
		'Allow: /',
		'',
		`Sitemap: ${origin}/sitemap.xml`,
		'',
	].join('\n');
}
