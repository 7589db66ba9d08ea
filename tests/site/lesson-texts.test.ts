/** What a program reads that reads text: the lessons as Markdown, and the list of them. */
import { expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { lessonPath, lessonTextPath } from '../../src/core/contract/paths';
import { sourceAddress } from '../../src/core/site/project';
import { lessonTexts } from '../../src/tutorial/lesson-texts';
import { post, send } from './http';

const site = inject('siteUrl');
const texts = await lessonTexts(root);

test.each(Object.keys(texts))('the lesson %s is there as Markdown', async (id) => {
	const { status, headers, text } = await send(site + lessonTextPath(id));
	expect([status, headers['content-type']]).toEqual([200, 'text/markdown; charset=utf-8']);
	expect(text).toBe(texts[id]);
});

test.each(Object.keys(texts))(
	'Markdown and page of the lesson %s have the same headings',
	async (id) => {
		const { text: html } = await send(site + lessonPath(id));
		const shown = Array.from(
			html.matchAll(/<h2 id="[^"]+"><a [^>]+>(.*?)<\/a>/gs),
			([, title = '']) => title.trim(),
		);
		const written = Array.from((texts[id] ?? '').matchAll(/^## (.+)$/gm), ([, title]) => title);
		expect(written).toEqual(shown);
		const alternate = `<link rel="alternate" type="text/markdown" href="${lessonTextPath(id)}"`;
		expect(html).toContain(alternate);
		expect(html.split(`<a href="${lessonTextPath(id)}"`)).toHaveLength(2);
	},
);

test('a HEAD of a lesson as Markdown has no body, and it is only read', async () => {
	const path = site + lessonTextPath('why');
	const head = await send(path, { method: 'HEAD' });
	expect([head.status, head.text]).toEqual([200, '']);
	expect((await post(path)).status).toBe(405);
	expect((await send(`${site}/lessons/nothing.md`)).status).toBe(404);
});

test('llms.txt has the form of llmstxt.org, and every address of the site in it is there', async () => {
	const { status, headers, text } = await send(`${site}/llms.txt`);
	expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
	expect(text).toMatch(/^# \S.*\n\n> \S.*\n\n\S/);
	const [, ...sections] = text.split(/^## /m);
	expect(sections.map((section) => section.split('\n')[0])).toEqual([
		'Lessons',
		'API',
		'Code',
		'Optional',
	]);
	for (const section of sections) {
		const lines = section.split('\n').slice(1).filter(Boolean);
		expect(lines.filter((line) => !/^- \[[^\]]+\]\(http[^)\s]+\): \S/.test(line))).toEqual([]);
	}
	const addresses = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, address = '']) => address);
	for (const id of Object.keys(texts)) expect(addresses).toContain(site + lessonTextPath(id));
	const source = sourceAddress('');
	const own = addresses.filter((address) => !address.startsWith(source));
	for (const address of own)
		expect([address, (await send(address)).status]).toEqual([address, 200]);
	expect((await post(`${site}/llms.txt`)).status).toBe(405);
});
