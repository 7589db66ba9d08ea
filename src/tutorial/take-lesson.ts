import { lessonMark } from './prerendered';

/** The style and the scripts that Astro writes once, before the first island. */
const islandRuntime = /(?:<(style|script)>(?:(?!<\/\1>).)*<\/\1>\s*)+(?=<astro-island)/s;

/** The scripts of components: Astro writes each once, where its component is first. */
const moduleScript = /<script type="module"[^>]*>.*?<\/script>/gs;

/**
 * Takes the text of one lesson out of the prerendered ones, for a page of its own: its parts are one
 * level higher there, and what the whole page has once comes along.
 *
 * @param html the prerendered lessons, the first island before all of them
 * @param number of the lesson, from 1
 * @throws if there is no such lesson
 */
export function takeLesson(html: string, number: number): string {
	const lesson = html.split(lessonMark)[2 * number - 1];
	if (lesson === undefined) throw new Error(`There is no lesson ${number}.`);
	const text = lesson
		.replace(moduleScript, '')
		.replaceAll(/<(\/?)h([34])\b/g, (_tag, end, level) => `<${end}h${level - 1}`);
	const [runtime = ''] = text.includes('<astro-island') ? (islandRuntime.exec(html) ?? []) : [];
	return [runtime, text, ...(html.match(moduleScript) ?? [])].join('');
}
