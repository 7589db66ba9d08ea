import { expect, inject, test } from 'vitest';
import { glossaryEntry, glossaryPath } from '../../src/core/contract/paths';
import { glossary } from '../../src/tutorial/glossary';
import { send } from './http';

const site = inject('siteUrl');

/** What the links to the glossary lead to, and what they say, in their order. */
function termLinks(html: string): readonly (readonly [string, string])[] {
	return Array.from(
		html.matchAll(/<a class="term" href="([^"]+)">([^<]+)<\/a>/g),
		([, address = '', text = '']) => [address, text],
	);
}

test('the glossary has every word with its meaning, under an id', async () => {
	const { text } = await send(site + glossaryPath);
	for (const { id, word, meaning } of glossary) {
		expect(text).toContain(`<dt id="${id}"><dfn>${word}</dfn></dt>`);
		expect(text).toContain(meaning);
	}
	const links = Array.from(text.matchAll(/href="(\/lessons\/[^"]+)"/g), ([, path = '']) => path);
	expect(links.length).toBeGreaterThan(15);
	for (const path of new Set(links)) {
		expect([path, (await send(site + path)).status]).toEqual([path, 200]);
	}
});

test('a word is linked once in all lessons, where it is first', async () => {
	const { text } = await send(`${site}/`);
	const links = termLinks(text);
	expect(links.length).toBeGreaterThan(15);
	const known = glossary.map(({ id }) => glossaryEntry(id));
	const targets = links.map(([address]) => address);
	expect(targets.filter((address) => !known.includes(address))).toEqual([]);
	expect(new Set(targets).size).toBe(targets.length);
	for (const [address, word] of links) {
		const term = glossary.find(({ id }) => glossaryEntry(id) === address);
		const forms = [term?.word, ...(term?.forms ?? [])].map((form) => form?.toLowerCase());
		expect(forms).toContain(word.toLowerCase());
	}
});

test('no heading, no code and no link has a link to the glossary in it', async () => {
	const { text } = await send(`${site}/`);
	for (const element of ['h2', 'h3', 'code', 'figure', 'astro-island']) {
		const all = text.match(new RegExp(`<${element}\\b.*?</${element}>`, 'gs')) ?? [];
		expect(all.filter((html) => html.includes('class="term"'))).toEqual([]);
	}
	expect(text).not.toMatch(/<a [^>]*>(?:(?!<\/a>).)*<a /s);
});

test('the page of a lesson has the links that its part of all lessons has', async () => {
	expect(termLinks((await send(`${site}/lessons/identity`)).text)).toContainEqual([
		glossaryEntry('stub'),
		'stub',
	]);
});
