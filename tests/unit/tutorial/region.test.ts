import { expect, test } from 'vitest';
import { extractRegion, findRegions } from '../../../src/tutorial/region';

const source = [
	'import a from "a";',
	'',
	'class A {',
	'\t// #region whole',
	'\tone() {',
	'\t\t// #region inner',
	'\t\treturn 1;',
	'\t\t// #endregion inner',
	'\t}',
	'',
	'\t// A comment that stays.',
	'\ttwo() {}',
	'\t// #endregion whole',
	'}',
	'',
].join('\n');

test('a region is shown without its indentation, its markers and those within it', () => {
	expect(extractRegion(source, 'a.ts', 'whole').text).toBe(
		['one() {', '\treturn 1;', '}', '', '// A comment that stays.', 'two() {}'].join('\n'),
	);
});

test('a region may lie within another', () => {
	expect(extractRegion(source, 'a.ts', 'inner')).toEqual({ text: 'return 1;', lines: [7, 7] });
});

test('a region has the numbers of its lines in the file', () => {
	expect(extractRegion(source, 'a.ts', 'whole').lines).toEqual([5, 12]);
});

test('blank lines around a region are removed and those within it are kept', () => {
	const text = '// #region a\n\n\n\tx\n\n\ty\n  \n// #endregion a';
	expect(extractRegion(text, 'a.ts', 'a')).toEqual({ text: 'x\n\ny', lines: [4, 6] });
});

test('a deeper or a different indentation within a region is kept', () => {
	const text = '# #region a\n  x\n    y\n\tz\n# #endregion a';
	expect(extractRegion(text, 'a.toml', 'a').text).toBe('  x\n    y\n\tz');
});

test.each([
	['//', ''],
	['#', ''],
	['{/*', ' */}'],
	['<!--', ' -->'],
])('a region can be marked by comments that begin with %s', (begin, end) => {
	const text = `${begin} #region a${end}\nx\n${begin} #endregion a${end}\n`;
	expect(extractRegion(text, 'a', 'a').text).toBe('x');
});

test('a region is found in a file with Windows line endings', () => {
	expect(extractRegion('// #region a\r\n\tx\r\n// #endregion a\r\n', 'a.ts', 'a').text).toBe('x');
});

test('without a name the whole file is shown, without markers', () => {
	const { text, lines } = extractRegion(source, 'a.ts');
	expect(text).toBe(
		source
			.split('\n')
			.filter((line) => !line.includes('region'))
			.join('\n')
			.trimEnd(),
	);
	expect(lines).toEqual([1, 14]);
});

test('all regions of a file are found', () => {
	expect([...findRegions(source, 'a.ts').keys()].sort()).toEqual(['inner', 'whole']);
});

test('an unknown region throws an error that names the known ones', () => {
	expect(() => extractRegion(source, 'src/a.ts', 'gone')).toThrow(
		'src/a.ts has no region "gone" (it has: inner, whole)',
	);
	expect(() => extractRegion('x', 'a.ts', 'gone')).toThrow('(it has: none)');
});

test.each([
	['a region without an end', '// #region a\nx', 'a.ts:1: the region "a" never ends'],
	['an end without a beginning', 'x\n// #endregion a', 'a.ts:2: "a" ends, but none is open'],
	[
		'an overlap of regions',
		'// #region a\nx\n// #region b\ny\n// #endregion a\n// #endregion b',
		'a.ts:5: "a" ends, but "b" is open',
	],
	[
		'a name that is used twice',
		'// #region a\nx\n// #endregion a\n// #region a\ny\n// #endregion a',
		'a.ts:4: there is a region "a" already',
	],
	['a marker without a name', '// #region\nx\n// #endregion', 'a.ts:1: #region needs a name'],
	['an empty region', '// #region a\n\n// #endregion a', 'the region "a" is empty'],
	['a marker behind code', 'x(); // #region a', 'a.ts:1: this is not a marker'],
	['a marker with a capital letter', '//#Region a', 'a.ts:1: this is not a marker'],
	['an empty file', '\n\n', 'a.ts is empty'],
])('%s throws an error', (_what, text, message) => {
	expect(() => extractRegion(text, 'a.ts')).toThrow(message);
});
