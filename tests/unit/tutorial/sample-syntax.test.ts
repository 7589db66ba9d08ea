import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { extractRegion } from '../../../src/tutorial/region';

const root = join(import.meta.dirname, '../../..');
const lessons = join(root, 'src/tutorial');

/** Every sample of the lessons, by its address in an import. */
const samples = new Set(
	readdirSync(lessons)
		.filter((name) => name.endsWith('.mdx'))
		.flatMap((name) =>
			[...readFileSync(join(lessons, name), 'utf8').matchAll(/'sample:([^']+)'/g)].flatMap(
				([, address]) => address ?? [],
			),
		),
);

/** The places in which a piece of TypeScript can stand, as code before and after it. */
const places = [
	['', ''],
	['class A {\n', '\n}'],
	['async function f() {\n', '\n}'],
	['const o = {\n', '\n};'],
] as const;

function isComplete(code: string, path: string): boolean {
	return places.some(([before, after]) => {
		const fileName = path.endsWith('.ts') ? 'sample.ts' : 'sample.tsx';
		const { diagnostics } = ts.transpileModule(before + code + after, {
			fileName,
			reportDiagnostics: true,
			compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext },
		});
		return (diagnostics ?? []).length === 0;
	});
}

/** Takes the front matter of an Astro component and its markup as two pieces of TypeScript. */
function piecesOf(text: string, path: string): readonly string[] {
	if (!path.endsWith('.astro')) return [text];
	const [, script, markup] = /^---\n([\s\S]*?)\n---\n?([\s\S]*)$/.exec(text) ?? [];
	return script === undefined ? [text] : [script, `<>${markup}</>`];
}

test('the lessons show samples', () => {
	expect(samples.size).toBeGreaterThan(20);
});

test.each([...samples])('%s is no fragment', (address) => {
	const [path = '', region] = address.split('#');
	const { text } = extractRegion(readFileSync(join(root, path), 'utf8'), path, region);
	if (path.endsWith('.toml')) {
		// A whole table or none: a line that belongs to one above would say something else alone.
		expect(text.trim()).toMatch(/^(?:#.*\n)*(?:\[|\w+ = )/);
		return;
	}
	for (const piece of piecesOf(text, path)) expect(isComplete(piece, path), piece).toBe(true);
});

test.each([
	['a method without its end', 'async function f() {\n\treturn 1;'],
	['an object without its beginning', '\treturn { a: 1 };\n}'],
	['an argument list without its call', '() => 1,\n() => 2,\ntrue,\n);'],
])('%s is a fragment', (_what, code) => {
	expect(isComplete(code, 'a.ts')).toBe(false);
});
