import { expect, test } from 'vitest';
import { highlight } from '../../../src/tutorial/highlight';

/** The text that a reader sees and copies. */
function visible(html: string): string {
	return html
		.replace(/<[^>]+>/g, '')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&');
}

test.each([
	['a.ts', `class A<T> extends B {\n\t#x = \`a\${1 < 2 && 3}b\`; // <b> & "c"\n}`],
	['a.tsx', 'const a = <p class="b">{c} &amp; d</p>;'],
	['a.astro', '---\nconst a = 1;\n---\n\n<p class="b">{a}</p>\n'],
	['a.toml', '# a <comment>\n[[table]]\nname = "x" # y\nn = 1\n'],
])('highlighting does not change the text of %s', (path, code) => {
	expect(visible(highlight(code, path))).toBe(code);
});

test('highlighted code has classes and no styles', () => {
	const html = highlight("const a = 'b'; // c", 'a.ts');
	expect(html).toBe(
		'<span class="k">const</span> a = <span class="s">\'b\'</span>; <span class="c">// c</span>',
	);
});

test('a file with an unknown ending throws an error', () => {
	expect(() => highlight('x', 'a.xyz')).toThrow('a.xyz: no language is known for .xyz');
});
