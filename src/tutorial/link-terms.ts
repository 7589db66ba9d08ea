import type { Term } from './glossary.ts';

/** A comment, a script or a style as a whole, or a tag; quoted attributes may hold a ">". */
const markup =
	/<!--.*?-->|<(script|style)\b.*?<\/\1>|<\/?([a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/gs;

/** Elements in which no word is linked: what is a link already, a title, code, or no running text. */
const skipped: ReadonlySet<string> = new Set(
	'a,astro-island,button,code,fieldset,figure,h1,h2,h3,h4,nav,noscript,pre,section,svg,table'.split(
		',',
	),
);

/**
 * Links each word of a glossary where it is first in the running text of some HTML.
 *
 * @param parts the HTML in parts, each with all of its elements closed; a section within one is left out
 * @param address leads to the entry of a word
 */
export function linkTerms(
	parts: readonly string[],
	terms: readonly Term[],
	address: (term: Term) => string,
): readonly string[] {
	const left = new Map(terms.map((term) => [term, pattern(term)]));
	return parts.map((html) => linkPart(html, left, address));
}

function linkPart(html: string, left: Map<Term, RegExp>, address: (term: Term) => string): string {
	let linked = '';
	let end = 0;
	/** The element in which no word is linked, and how many of its name are open. */
	let inside = { name: '', depth: 0 };
	for (const match of html.matchAll(markup)) {
		const [tag, , name = ''] = match;
		const text = html.slice(end, match.index);
		linked += (inside.depth > 0 ? text : linkText(text, left, address)) + tag;
		end = match.index + tag.length;
		const step = tag.startsWith('</') ? -1 : 1;
		if (inside.depth > 0 && name === inside.name) inside.depth += step;
		else if (inside.depth === 0 && step === 1 && skipped.has(name)) inside = { name, depth: 1 };
	}
	return linked + linkText(html.slice(end), left, address);
}

/** Links the words that are in a text for the first time, each once, from its beginning to its end. */
function linkText(text: string, left: Map<Term, RegExp>, address: (term: Term) => string): string {
	const found = [...left].flatMap(([term, pattern]) => {
		const match = pattern.exec(text);
		return match ? [{ term, word: match[0], at: match.index }] : [];
	});
	let linked = '';
	let end = 0;
	for (const { term, word, at } of found.sort((one, other) => one.at - other.at)) {
		// Within another one that was linked: it waits for its next place.
		if (at < end) continue;
		linked += `${text.slice(end, at)}<a class="term" href="${address(term)}">${word}</a>`;
		end = at + word.length;
		left.delete(term);
	}
	return linked + text.slice(end);
}

function pattern({ word, forms = [word] }: Term): RegExp {
	const longestFirst = [...forms].sort((one, other) => other.length - one.length);
	return new RegExp(`(?<![\\w-])(?:${longestFirst.map(RegExp.escape).join('|')})(?![\\w-])`, 'i');
}
