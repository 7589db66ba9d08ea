import { expect, inject, test } from 'vitest';
import { demos } from '../../src/tutorial/demos';
import { anyOrigin, cut, lessonsFile, prerenderedPath } from '../../src/tutorial/prerendered';
import { send } from './http';

const site = inject('siteUrl');

test('the prerendered lessons are whole: each demo in its lesson, and nothing left to fill in', async () => {
	const { text } = await send(`${site}/`);
	const ids = [...text.matchAll(/<(?:h2|h3) id="([^"]+)"/g)].map(([, id]) => id);
	expect(ids).toHaveLength(new Set(ids).size);
	for (const [lesson, demo, next] of [
		['why', 'try-race', 'configure'],
		['counter-service', 'try-cards', 'rate-limiting'],
		['rate-limiting', 'try-gauge', 'live'],
		['exactly-once', 'try-lost-answer', 'limits-and-costs'],
	] as const) {
		expect(ids.indexOf(demo)).toBeGreaterThan(ids.indexOf(lesson));
		expect(ids.indexOf(next)).toBe(ids.indexOf(demo) + 1);
	}
	expect(text).not.toContain(cut);
	expect(text).not.toContain(anyOrigin);
});

test('the lessons name the address under which they are read', async () => {
	const { text } = await send(`${site}/`);
	expect(text).toContain(`curl ${site}/api/my-counter/value`);
});

test('the script that hydrates islands is in the first page once, before the first island', async () => {
	const { text } = await send(`${site}/`);
	const [before = '', ...islands] = text.split('<astro-island ');
	// One for each demo, a second card, the card of the opening, the progress, and the panel.
	expect(islands).toHaveLength(Object.keys(demos).length + 4);
	expect(before.split(/customElements\.define\(["'`]astro-island/)).toHaveLength(2);
	expect(islands.join('')).not.toContain('customElements.define');
});

test.each([
	prerenderedPath,
	`${prerenderedPath}/`,
	`${prerenderedPath}/index.html`,
	lessonsFile,
	`${lessonsFile}/`,
	lessonsFile.replace('/prerendered', '//prerendered'),
	lessonsFile.replace('.', '%2E'),
	lessonsFile.replace('/prerendered', '%2Fprerendered'),
	lessonsFile.replace('/prerendered', '%2fprerendered'),
	lessonsFile.replaceAll('/', '/%2f'),
	`${lessonsFile.replace('/prerendered', '%2Fprerendered')}.html`,
	`${lessonsFile.replace('/prerendered', '%2F%70rerendered')}index.html`,
	`/.${lessonsFile}`,
])('the prerendered lessons have no address of their own, also not %s', async (path) => {
	const { status, text } = await send(site + path);
	expect(status).toBe(404);
	expect(text).not.toContain(anyOrigin);
});
