import { expect, test } from 'vitest';
import { lessonMark } from '../../../src/tutorial/prerendered';
import { takeLesson } from '../../../src/tutorial/take-lesson';

const copying = '<script type="module">copy()</script>';

const html = [
	'<p>before</p>',
	lessonMark,
	`<h3 id="a"><a>A</a></h3>${copying}<h4>more</h4>`,
	lessonMark,
	'<h2>two</h2>',
	lessonMark,
	'<h3 id="b">B</h3>',
	lessonMark,
	'</section>',
].join('');

test('a lesson comes alone, with its headings one level higher', () => {
	const text = takeLesson(html, 1);
	expect(text).toContain('<h2 id="a"><a>A</a></h2>');
	expect(text).toContain('<h3>more</h3>');
	expect(text).not.toMatch(/before|two|id="b"/);
});

test('the scripts of components come along once, wherever they were written', () => {
	for (const number of [1, 2]) expect(takeLesson(html, number).split(copying)).toHaveLength(2);
});

test('a lesson that is not there throws an error', () => {
	expect(() => takeLesson(html, 3)).toThrow('There is no lesson 3.');
});
