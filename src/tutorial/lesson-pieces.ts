import { env } from 'cloudflare:workers';
import { putNewest } from '../core/bounded-map';
import { linkGlossary } from './link-glossary';
import { anyOrigin, cut, lessonMark, lessonsFile, prerenderedPath } from './prerendered';
import { takeLesson } from './take-lesson';

const encoder = new TextEncoder();

/** The prerendered lessons, once this isolate has read them. */
let prerendered: string | undefined;

/** Their pieces by origin. A site has few; what anybody may claim as its host is soon removed. */
const piecesByOrigin = new Map<string, readonly Uint8Array[]>();

/**
 * Returns the lessons that were rendered while the site was built, as HTML in UTF-8, in pieces: what
 * a request decides belongs between them, in the order cards, gauge.
 *
 * @param origin of the page
 */
export async function lessonPieces(origin: string): Promise<readonly Uint8Array[]> {
	const known = piecesByOrigin.get(origin);
	if (known) return known;
	const html = withOrigin(await lessonsHtml(origin), origin);
	const [, ...parts] = html.replaceAll(lessonMark, '').split(cut);
	const pieces = parts.map((part) => encoder.encode(part));
	if (!import.meta.env.DEV) putNewest(piecesByOrigin, origin, pieces, 4);
	return pieces;
}

/**
 * Returns the text of one lesson as HTML for a page of its own: two pieces if a demo belongs between
 * them that a request decides, else one.
 *
 * @param origin of the page
 * @param number of the lesson, from 1
 */
export async function lessonAlone(origin: string, number: number): Promise<readonly string[]> {
	const html = await lessonsHtml(origin);
	return withOrigin(takeLesson(html, number), origin).split(cut);
}

/** Reads the file that the build has written, once; in development the lessons are rendered anew. */
async function lessonsHtml(origin: string): Promise<string> {
	if (import.meta.env.DEV) {
		const response = await fetch(origin + prerenderedPath);
		return linkGlossary(await response.text());
	}
	prerendered ??= await readFile(origin + lessonsFile);
	return prerendered;
}

/** @throws if the static files have no such file */
async function readFile(address: string): Promise<string> {
	const response = await env.ASSETS.fetch(address);
	if (response.ok) return response.text();
	await response.body?.cancel();
	throw new Error(`The static files answer ${response.status} for ${address}.`);
}

/** In a URL's host an ampersand is the only character that means something in the text of HTML. */
function withOrigin(html: string, origin: string): string {
	return html.replaceAll(anyOrigin, origin.replaceAll('&', '&amp;'));
}
