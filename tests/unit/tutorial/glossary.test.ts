import { join } from 'node:path';
import { expect, test } from 'vitest';
import { glossary } from '../../../src/tutorial/glossary';
import { readLessons } from '../../../src/tutorial/lesson-list';

const lessons = await readLessons(join(import.meta.dirname, '../../..'));

test('the words are in the order of the alphabet, each with an id of its own', () => {
	const words = glossary.map(({ word }) => word.toLowerCase());
	expect(words).toEqual([...words].sort());
	expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
	for (const { id } of glossary) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});

test.each(glossary)('$word is explained in full sentences', ({ meaning }) => {
	expect(meaning).toMatch(/^[A-Z].{40,}\.$/);
});

test('a word leads to a lesson that is there', () => {
	const ids = lessons.map(({ data }) => data.id);
	const meant = glossary.flatMap(({ lesson }) => lesson ?? []);
	expect(meant.filter((id) => !ids.includes(id))).toEqual([]);
});
