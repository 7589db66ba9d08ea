import prerendered from 'virtual:prerendered-lessons';
import { remember } from '../core/bounded-map';
import { anyOrigin, cut, prerenderedPath } from './prerendered';

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
	const response = await fetch(origin + prerenderedPath);
	return split(await response.text(), origin);
}

function split(html: string, origin: string): readonly Uint8Array[] {
	// In a URL's host an ampersand is the only character that means something in the text of HTML.
	const [, ...parts] = html.replaceAll(anyOrigin, origin.replaceAll('&', '&amp;')).split(cut);
	return parts.map((part) => encoder.encode(part));
}
