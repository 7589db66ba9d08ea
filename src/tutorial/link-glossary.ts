import { glossaryEntry } from '../core/contract/paths.ts';
import { glossary } from './glossary.ts';
import { linkTerms } from './link-terms.ts';
import { lessonMark } from './prerendered.ts';

/** Links the words of the glossary in the prerendered lessons, each where it is first in all of them. */
export function linkGlossary(html: string): string {
	const parts = html.split(lessonMark);
	const lessons = parts.filter((_, index) => index % 2 === 1);
	const linked = linkTerms(lessons, glossary, ({ id }) => glossaryEntry(id));
	return parts
		.map((part, index) => (index % 2 === 1 ? (linked[(index - 1) / 2] ?? part) : part))
		.join(lessonMark);
}
