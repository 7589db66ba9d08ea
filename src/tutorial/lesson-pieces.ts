import prerendered from 'virtual:prerendered-lessons';
import { remember } from '../core/bounded-map';
import { linkGlossary } from './link-glossary';
import { anyOrigin, cut, lessonMark, prerenderedPath } from './prerendered';
import { takeLesson } from './take-lesson';

const encoder = new TextEncoder();

/** A site has few origins; what anybody may claim as its host is soon removed. */
const prerenderedPieces = remember(4, (origin: string) => split(prerendered, origin));

/**
 * Returns the lessons that were rendered while the site was built, as HTML in UTF-8, in pieces: what
 * a request decides belongs between them, in the order cards, gauge.
 *
 * @param origin of the page
 */
export async function lessonPieces(origin: string): Promise<readonly Uint8Array[]> {
	if (!import.meta.env.DEV) return prerenderedPieces(origin);
	return split(await renderedNow(origin), origin);
}

/**
 * Returns the text of one lesson as HTML for a page of its own: two pieces if a demo belongs between
 * them that a request decides, else one.
 *
 * @param origin of the page
 * @param number of the lesson, from 1
 */
export async function lessonAlone(origin: string, number: number): Promise<readonly string[]> {
	const html = import.meta.env.DEV ? await renderedNow(origin) : prerendered;
	return withOrigin(takeLesson(html, number), origin).split(cut);
}

async function renderedNow(origin: string): Promise<string> {
	const response = await fetch(origin + prerenderedPath);
	return linkGlossary(await response.text());
}

function split(html: string, origin: string): readonly Uint8Array[] {
	const [, ...parts] = withOrigin(html, origin).replaceAll(lessonMark, '').split(cut);
	return parts.map((part) => encoder.encode(part));
}

/** In a URL's host an ampersand is the only character that means something in the text of HTML. */
function withOrigin(html: string, origin: string): string {
	return html.replaceAll(anyOrigin, origin.replaceAll('&', '&amp;'));
}
