import {
	contractPath,
	glossaryPath,
	lessonTextPath,
	newCounterPath,
	referencePath,
} from '../contract/paths';
import type { RatePolicy } from '../limits/gcra';
import { sourceAddress } from './project';

/** A lesson as the list of files describes it. */
interface ListedLesson {
	readonly id: string;
	/** From 1. */
	readonly number: number;
	readonly title: string;
	readonly description: string;
}

/** The starters of this project, with what each is. */
const examples = {
	'one-object': 'one Worker with one class, the least that works',
	'counter-service': 'counters and a limiter behind a small API, with Hono',
	'astro-on-pages': 'a page, an endpoint and a card, with two Workers',
} as const;

/**
 * What there is to read for a program, in the form of llmstxt.org, for the site at an origin.
 *
 * @param policy the write budget of every client
 */
export function llmsText(
	origin: string,
	lessons: readonly ListedLesson[],
	policy: RatePolicy,
): string {
	const { burst, interval } = policy;
	const link = (title: string, address: string, notes: string): string =>
		`- [${title}](${address}): ${notes}`;
	return [
		'# Durable Counters',
		'> Lessons on Cloudflare Durable Objects by a site that is made of them: every number is a live object, and every sample is cut out of the code that runs.',
		`Counters are read and written by HTTP, without a key: \`POST ${origin}/api/<name>/increment\`. Writes are limited for each client, ${burst} at once and one more every ${interval / 1000} s.`,
		'## Lessons',
		lessons
			.map(({ id, number, title, description }) =>
				link(`${number}. ${title}`, origin + lessonTextPath(id), description),
			)
			.join('\n'),
		'## API',
		[
			link('Contract', origin + contractPath, 'every address, as OpenAPI 3.1'),
			link('Reference', origin + referencePath, 'the same as a page, with a client in one file'),
			link('Make a counter', origin + newCounterPath, 'a form; programs send `POST /api/counters`'),
		].join('\n'),
		'## Code',
		[
			link('README', sourceAddress('README.md'), 'how this project is laid out, run and deployed'),
			...Object.entries(examples).map(([name, what]) =>
				link(`examples/${name}`, sourceAddress(`examples/${name}`), what),
			),
		].join('\n'),
		'## Optional',
		[
			link('Glossary', origin + glossaryPath, 'the words of the lessons'),
			link('Operating', sourceAddress('docs/operating.md'), 'settings, limits and costs'),
		].join('\n'),
	]
		.join('\n\n')
		.concat('\n');
}
