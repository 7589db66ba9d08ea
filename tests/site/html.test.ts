import { HtmlValidate } from 'html-validate';
import { expect, inject, test } from 'vitest';
import { problems } from '../../src/core/contract/problem';
import { freshName, send } from './http';

const site = inject('siteUrl');

const validator = new HtmlValidate({
	root: true,
	extends: ['html-validate:recommended'],
	// Preact closes void elements with a slash, which HTML allows and ignores.
	rules: { 'void-style': 'off' },
});

// Astro writes it before the first island of a page, where HTML has no place for it; browsers take it.
const islandStyle = /<style>astro-island[^<]*<\/style>/;

const pages = [
	'/',
	'/counters',
	'/new',
	'/new?name=taken&value=7&writes=owner&origins=https%3A%2F%2Fa.example&step=5&listed=true',
	'/counters?name=no%20name',
	'/counters/counter-1',
	`/counters/${freshName()}`,
	'/reference',
	'/nowhere',
	'/500',
	...Object.keys(problems).map((slug) => `/problems/${slug}`),
];

test.each(pages)('%s is valid HTML', async (path) => {
	const { text } = await send(site + path, { headers: { Accept: 'text/html' } });
	const { results } = await validator.validateString(text.replace(islandStyle, ''));
	const faults = results.flatMap(({ messages }) =>
		messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`),
	);
	expect(faults).toEqual([]);
});

test('the page of a refused form is valid HTML', async () => {
	const { status, text } = await send(`${site}/api/${freshName()}/increment`, {
		method: 'POST',
		headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
		body: 'amount=0',
	});
	expect(status).toBe(422);
	const { results } = await validator.validateString(text);
	expect(results).toEqual([]);
});
