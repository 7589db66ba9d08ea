import { glossaryEntry, glossaryPath } from '../contract/paths';

/** A word as the page of the glossary explains it. */
interface ExplainedWord {
	readonly id: string;
	readonly word: string;
	readonly meaning: string;
}

/** A glossary as data of schema.org, on the site at an origin. */
export function glossaryData(
	words: readonly ExplainedWord[],
	origin: string,
): Readonly<Record<string, unknown>> {
	return {
		'@context': 'https://schema.org',
		'@type': 'DefinedTermSet',
		name: 'Glossary of Durable Objects',
		url: origin + glossaryPath,
		inLanguage: 'en',
		hasDefinedTerm: words.map(({ id, word, meaning }) => ({
			'@type': 'DefinedTerm',
			name: word,
			description: meaning,
			url: origin + glossaryEntry(id),
		})),
	};
}
