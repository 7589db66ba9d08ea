import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonTexts } from '../../../src/tutorial/lesson-texts';
import { codeBlock, lessonMarkdown, type Writer } from '../../../src/tutorial/markdown';

const texts = Object.entries(await lessonTexts(join(import.meta.dirname, '../../..')));

/** A text without its blocks of code. */
function prose(markdown: string): string {
	return markdown.replace(/^(`{3,}).*?^\1$/gms, '');
}

function lesson(text: string) {
	const data = { id: 'a', title: 'A', description: 'About it.', demo: undefined };
	return { number: 2, data, text };
}

const components = new Map<string, Writer>([
	['Box', (attributes) => [...attributes].map((pair) => pair.join(' is ')).join(', ')],
]);

test('imports go, components are written by their files, and headings rise by one', () => {
	const text = [
		"import b from 'sample:b.ts#c';",
		"import Frame from '../components/Box.astro';",
		'',
		'### A part',
		'',
		'<Frame of={b} />',
		'',
		'<Frame',
		'  name="x"',
		'  what="y, z"',
		'/>',
	].join('\n');
	expect(lessonMarkdown(lesson(text), 9, { components })).toBe(
		[
			'# Lesson 2 of 9: A',
			'> About it.',
			'## A part',
			'of is sample:b.ts#c',
			'name is x, what is y, z',
			'This lesson as a page: [A](/lessons/a).\n',
		].join('\n\n'),
	);
});

test('the demo of a lesson is a heading and a link to it', () => {
	const demo = { id: 'try-it', title: 'Try it: it' };
	expect(lessonMarkdown(lesson('Text.'), 9, { components, demo })).toContain(
		'## Try it: it\n\nThis demo runs on live objects: [try it on the page](/lessons/a#try-it).',
	);
});

test.each(['<Other />', '<Box>x</Box>', '<Box of={f(x)} />'])('%s throws an error', (text) => {
	expect(() => lessonMarkdown(lesson(text), 9, { components })).toThrow('which is not Markdown');
});

test('the code that is written for a component may look like one, and may hold a fence', () => {
	const code = codeBlock('```\n<Other />\n```', 'md');
	expect(code).toMatch(/^````md\n/);
	const withCode = new Map<string, Writer>([['Box', () => code]]);
	expect(lessonMarkdown(lesson('<Box />'), 9, { components: withCode })).toContain(code);
});

test.each(texts)('lesson %s is Markdown without what MDX has more', (id, text) => {
	expect(text).toMatch(/^# Lesson \d+ of \d+: \S.*\n\n> \S/);
	expect(prose(text)).not.toMatch(/^import |^<|\{\w+\}/m);
	expect(text.match(/^`{3,}/gm)?.length ?? 0).toBeGreaterThan(1);
	expect(text).not.toContain('#region');
	expect(text).toContain(`](/lessons/${id})`);
});
