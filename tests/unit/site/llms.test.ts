import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { llmsText } from '../../../src/core/site/llms';
import { sourceAddress } from '../../../src/core/site/project';

const text = llmsText(
	'https://counters.example',
	[{ id: 'why', number: 1, title: 'Why', description: 'About it.' }],
	{ burst: 4, interval: 1500 },
);

test('the limit of writes is the one that is set', () => {
	expect(text).toContain('4 at once and one more every 1.5 s.');
});

test('a lesson is listed with its address as Markdown and what it is about', () => {
	expect(text).toContain(
		'\n## Lessons\n\n- [1. Why](https://counters.example/lessons/why.md): About it.\n',
	);
});

test('the sources that are listed are files of this project', () => {
	const source = sourceAddress('');
	const paths = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, address = '']) => address)
		.filter((address) => address.startsWith(source))
		.map((address) => address.slice(source.length));
	expect(paths.length).toBeGreaterThan(3);
	for (const path of paths) {
		expect(existsSync(join(import.meta.dirname, '../../..', path)), path).toBe(true);
	}
});
