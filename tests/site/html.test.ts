import { HtmlValidate } from 'html-validate';
import { expect, inject, test } from 'vitest';
import { problems } from '../../src/core/contract/problem';
import { browser, form, freshName, post, send } from './http';
import { makeOwned } from './owned';

const site = inject('siteUrl');

const validator = new HtmlValidate({
	root: true,
	extends: ['html-validate:recommended'],
	// Preact closes void elements with a slash, which HTML allows and ignores.
	rules: { 'void-style': 'off' },
});

// Astro writes it before the first island of a page, and before that of the lesson in it, where HTML has
// no place for it; browsers take it.
const islandStyle = /<style>astro-island[^<]*<\/style>/g;

const pages = [
	'/',
	'/lessons/why',
	'/lessons/counter-service',
	'/lessons/rate-limiting',
	'/counters',
	'/new',
	'/new?name=taken&value=7&writes=owner&origins=https%3A%2F%2Fa.example&step=5&listed=true',
	'/counters?name=no%20name',
	'/counters/counter-1',
	`/counters/${freshName()}`,
	`/counters/${freshName()}/settings`,
	'/counters/counter-1/settings',
	'/reference',
	'/glossary',
	`/embed/${freshName()}?label=Likes`,
	`/embed/${freshName()}?mode=like`,
	'/nowhere',
	'/500',
	...Object.keys(problems).map((slug) => `/problems/${slug}`),
];

/** What is wrong with a page. */
async function faultsOf(text: string): Promise<readonly string[]> {
	const { results } = await validator.validateString(text.replaceAll(islandStyle, ''));
	return results.flatMap(({ messages }) =>
		messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`),
	);
}

test.each(pages)('%s is valid HTML', async (path) => {
	const { text } = await send(site + path, { headers: { Accept: 'text/html' } });
	expect(await faultsOf(text)).toEqual([]);
});

test.each(['everyone', 'owner'])(
	'the pages of a counter to which %s writes are valid',
	async (writes) => {
		const { name } = await makeOwned({ writes });
		for (const path of [`/counters/${name}`, `/counters/${name}/settings?done=set`]) {
			const { text } = await send(site + path, { headers: browser });
			expect(await faultsOf(text), path).toEqual([]);
		}
	},
);

test.each([freshName(), ''])('the page that shows the token of %j is valid HTML', async (name) => {
	const { status, text } = await post(`${site}/api/counters`, {
		headers: { ...browser, ...form },
		body: `return=%2Fnew&name=${name}&value=5`,
	});
	expect(status).toBe(201);
	expect(await faultsOf(text)).toEqual([]);
});

test('the page of a refused form is valid HTML', async () => {
	const { status, text } = await send(`${site}/api/${freshName()}/increment`, {
		method: 'POST',
		headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
		body: 'amount=0',
	});
	expect(status).toBe(422);
	expect(await faultsOf(text)).toEqual([]);
});
