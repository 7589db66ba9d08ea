import { expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { lessonPath } from '../../src/core/contract/paths';
import { type DemoName, demoId } from '../../src/tutorial/demos';
import { readLessons } from '../../src/tutorial/lesson-list';
import { anyOrigin, cut, lessonMark } from '../../src/tutorial/prerendered';
import { send } from './http';

const site = inject('siteUrl');
const lessons = await readLessons(root);
const each = lessons.map(({ number, data }) => ({ number, ...data }));

/** The ids of a page's headings of two levels, in their order. */
function headings(html: string, levels: string): readonly (string | undefined)[] {
	return Array.from(html.matchAll(new RegExp(`<h[${levels}] id="([^"]+)"`, 'g')), ([, id]) => id);
}

/** The words that a reader sees in the paragraphs of a text, and its code. */
function words(html: string): readonly string[] {
	const parts = html.match(/<(p|pre|td|li)\b[^>]*>.*?<\/\1>/gs) ?? [];
	return parts.map((part) =>
		part
			.replace(/<[^>]+>/g, '')
			.replace(/\s+/g, ' ')
			.trim(),
	);
}

test.each(each)('the page of lesson $number has all of its text, and its demo', async (lesson) => {
	const { id, title, description, demo } = lesson;
	const { status, text } = await send(site + lessonPath(id));
	expect(status).toBe(200);
	expect(text).toContain(`<title>Lesson ${lesson.number}: ${title} · Durable Counters</title>`);
	expect(text).toContain(`<meta name="description" content="${description}">`);
	for (const mark of [cut, lessonMark, anyOrigin]) expect(text).not.toContain(mark);

	const whole = (await send(`${site}/`)).text;
	const [, from = ''] = whole.split(/(?=<section class="lesson")/).slice(lesson.number - 1);
	const [section = ''] = from.split(/<section [^>]*class="(?!lesson"|demo)/);
	const [, article = ''] = /<article (.*)<\/article>/s.exec(text) ?? [];
	expect(headings(article, '12')).toEqual(headings(section, '23'));
	if (demo) expect(headings(text, '2')).toContain(demoId(demo as DemoName));
	const known = new Set(words(text));
	expect(words(section).filter((one) => !/own page/.test(one) && !known.has(one))).toEqual([]);
});

test.each(each)('the page of lesson $number can hydrate what it has', async ({ id }) => {
	const { text } = await send(site + lessonPath(id));
	const [before = '', ...islands] = text.split('<astro-island ');
	const runtimes = before.match(/customElements\.define\(["'`]astro-island/g) ?? [];
	expect(runtimes).toHaveLength(islands.length > 0 ? 1 : 0);
	expect(islands.join('')).not.toContain('customElements.define');
});

test('a lesson leads to the one before and the one after, as the first and the last do not', async () => {
	const steps = await Promise.all(
		each.map(async ({ id }) => {
			const { text } = await send(site + lessonPath(id));
			return Array.from(text.matchAll(/<a rel="(prev|next)" href="([^"]+)"/g), ([, rel, href]) => [
				rel,
				href,
			]);
		}),
	);
	const paths = each.map(({ id }) => lessonPath(id));
	expect(steps).toEqual(
		paths.map((_, at) => [
			...(at > 0 ? [['prev', paths[at - 1]]] : []),
			...(at < paths.length - 1 ? [['next', paths[at + 1]]] : []),
		]),
	);
});

test('the structured data of a lesson says what it is and where', async () => {
	const { text } = await send(`${site}/lessons/identity`);
	const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
	expect(JSON.parse(data)).toMatchObject({
		'@type': 'LearningResource',
		name: 'Identity',
		position: 3,
		url: `${site}/lessons/identity`,
	});
});

test.each(['/lessons', '/lessons/nothing', '/lessons/why/more'])('%s is a 404', async (path) => {
	expect((await send(site + path)).status).toBe(404);
});
