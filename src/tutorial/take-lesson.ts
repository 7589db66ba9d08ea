import { lessonMark } from './prerendered';

/** The scripts of components: Astro writes each once, where its component is first. */
const moduleScript = /<script type="module"[^>]*>.*?<\/script>/gs;

/**
 * Takes the text of one lesson out of the prerendered ones, for a page of its own: its parts are one
 * level higher there, and the scripts that the whole page has once come along. What hydrates islands
 * does not: the page brings it.
 *
 * @param html the prerendered lessons
 * @param number of the lesson, from 1
 * @throws if there is no such lesson
 */
export function takeLesson(html: string, number: number): string {
	const lesson = html.split(lessonMark)[2 * number - 1];
	if (lesson === undefined) throw new Error(`There is no lesson ${number}.`);
	const text = lesson
		.replace(moduleScript, '')
		.replaceAll(/<(\/?)h([34])\b/g, (_tag, end, level) => `<${end}h${level - 1}`);
	return [text, ...(html.match(moduleScript) ?? [])].join('');
}
