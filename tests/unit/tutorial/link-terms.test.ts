import { expect, test } from 'vitest';
import { linkTerms } from '../../../src/tutorial/link-terms';

const terms = [
	{ id: 'stub', word: 'stub', meaning: 'A.', forms: ['stub', 'stubs'] },
	{ id: 'alarm', word: 'alarm', meaning: 'B.' },
	{ id: 'alarm-clock', word: 'alarm clock', meaning: 'C.' },
];

function link(...parts: readonly string[]): readonly string[] {
	return linkTerms(parts, terms, ({ id }) => `#${id}`);
}

const stub = (word: string): string => `<a class="term" href="#stub">${word}</a>`;
const alarm = '<a class="term" href="#alarm">alarm</a>';

test('a word is linked where it is first, in all parts together, as it is written', () => {
	expect(link('<p>No word.</p>', '<p>Stubs, a stub</p>', '<p>a stub</p>')).toEqual([
		'<p>No word.</p>',
		`<p>${stub('Stubs')}, a stub</p>`,
		'<p>a stub</p>',
	]);
});

test('several words of one text are linked, in any order', () => {
	expect(link('<p>an alarm and an <em>old</em> stub</p>')).toEqual([
		`<p>an ${alarm} and an <em>old</em> ${stub('stub')}</p>`,
	]);
});

test('a part of another word is not linked', () => {
	const html = '<p>stubborn, substub, stub-like, alarms</p>';
	expect(link(html)).toEqual([html]);
});

test.each([
	'<h3 id="stub"><a href="#x">stub</a></h3>',
	'<p><code>stub</code></p>',
	'<p><a href="/x">the <em>stub</em></a></p>',
	'<figure><figcaption>stub</figcaption></figure>',
	'<section class="demo"><section>x</section>stub</section>',
	'<astro-island props="a>stub"><p>stub</p></astro-island>',
	'<script type="module">"<p>stub</p>"</script>',
	'<!-- stub -->',
	'<p title="a stub">x</p>',
])('no link is made in %s', (html) => {
	expect(link(html)).toEqual([html]);
	expect(link(`${html}<p>stub</p>`)).toEqual([`${html}<p>${stub('stub')}</p>`]);
});

test('of two words that overlap only one is linked', () => {
	expect(link('<p>an alarm clock</p>')[0]?.match(/<a /g)).toHaveLength(1);
});
