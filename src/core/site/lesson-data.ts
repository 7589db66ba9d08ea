import { lessonPath } from '../contract/paths';

/** A lesson as its page describes it. */
interface LessonSummary {
	readonly id: string;
	/** From 1. */
	readonly number: number;
	readonly title: string;
	readonly description: string;
}

/** A lesson as data of schema.org, on the site at an origin. */
export function lessonData(
	{ id, number, title, description }: LessonSummary,
	origin: string,
): Readonly<Record<string, unknown>> {
	return {
		'@context': 'https://schema.org',
		'@type': 'LearningResource',
		name: title,
		description,
		url: origin + lessonPath(id),
		position: number,
		inLanguage: 'en',
		learningResourceType: 'lesson',
		isAccessibleForFree: true,
		isPartOf: { '@type': 'WebSite', name: 'Durable Counters', url: `${origin}/` },
	};
}
