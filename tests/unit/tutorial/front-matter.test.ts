import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFrontMatter } from '../../../src/tutorial/front-matter';
import { readLessons } from '../../../src/tutorial/lesson-list';

const lessons = await readLessons(join(import.meta.dirname, '../../..'));

test('the front matter is divided from the text', () => {
	const source =
		"---\nid: a\ntitle: A lesson\ndescription: 'It''s: this'\nmore:\n  - b\n---\n\nText.\n";
	expect(readFrontMatter(source)).toEqual({
		data: { id: 'a', title: 'A lesson', description: "It's: this", demo: undefined },
		text: '\nText.\n',
	});
});

test.each([
	['Text.', 'There is no front matter.'],
	['---\nid: a\ntitle: A\n---\nText.', 'The front matter has no description.'],
	['---\nid: a\ntitle: A\ndescription: B\ndemo: rase\n---\n', 'There is no demo rase.'],
])('%j throws an error', (source, message) => {
	expect(() => readFrontMatter(source)).toThrow(message);
});

test.each(lessons)(
	'lesson $number has a description of a length that search engines show',
	({ data }) => {
		expect(data.description.length).toBeGreaterThanOrEqual(80);
		expect(data.description.length).toBeLessThanOrEqual(160);
		expect(data.description).toMatch(/\.$/);
	},
);

test('no two lessons have the same id', () => {
	expect(new Set(lessons.map(({ data }) => data.id)).size).toBe(lessons.length);
});
