import { describe, expect, test } from 'vitest';
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

describe('a region', () => {
	test('is shown without its indentation, its markers and those within it', () => {
		expect(extractRegion(source, 'a.ts', 'whole').text).toBe(
			['one() {', '\treturn 1;', '}', '', '// A comment that stays.', 'two() {}'].join('\n'),
		);
	});

	test('may lie within another', () => {
		expect(extractRegion(source, 'a.ts', 'inner')).toEqual({ text: 'return 1;', lines: [7, 7] });
	});

	test('knows its lines in the file', () => {
		expect(extractRegion(source, 'a.ts', 'whole').lines).toEqual([5, 12]);
	});

	test('loses the blank lines round it and keeps those within it', () => {
		const text = '// #region a\n\n\n\tx\n\n\ty\n  \n// #endregion a';
		expect(extractRegion(text, 'a.ts', 'a')).toEqual({ text: 'x\n\ny', lines: [4, 6] });
	});

	test('keeps a deeper indentation, and one that differs', () => {
		const text = '# #region a\n  x\n    y\n\tz\n# #endregion a';
		expect(extractRegion(text, 'a.toml', 'a').text).toBe('  x\n    y\n\tz');
	});

	test.each([
		['//', ''],
		['#', ''],
		['{/*', ' */}'],
		['<!--', ' -->'],
	])('is marked by comments with %s', (begin, end) => {
		const text = `${begin} #region a${end}\nx\n${begin} #endregion a${end}\n`;
		expect(extractRegion(text, 'a', 'a').text).toBe('x');
	});

	test('is found in a file with the line ends of Windows', () => {
		expect(extractRegion('// #region a\r\n\tx\r\n// #endregion a\r\n', 'a.ts', 'a').text).toBe('x');
	});
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

describe('it is an error', () => {
	test('to ask for a region that is not there, and the error names those that are', () => {
		expect(() => extractRegion(source, 'src/a.ts', 'gone')).toThrow(
			'src/a.ts has no region "gone" (it has: inner, whole)',
		);
		expect(() => extractRegion('x', 'a.ts', 'gone')).toThrow('(it has: none)');
	});

	test.each([
		['never to end a region', '// #region a\nx', 'a.ts:1: the region "a" never ends'],
		['to end what did not begin', 'x\n// #endregion a', 'a.ts:2: "a" ends, but none is open'],
		[
			'to let regions overlap',
			'// #region a\nx\n// #region b\ny\n// #endregion a\n// #endregion b',
			'a.ts:5: "a" ends, but "b" is open',
		],
		[
			'to use a name twice',
			'// #region a\nx\n// #endregion a\n// #region a\ny\n// #endregion a',
			'a.ts:4: there is a region "a" already',
		],
		['to give no name', '// #region\nx\n// #endregion', 'a.ts:1: #region wants a name'],
		['to leave a region empty', '// #region a\n\n// #endregion a', 'the region "a" is empty'],
		['to put a marker behind code', 'x(); // #region a', 'a.ts:1: this is no marker'],
		['to spell a marker in another way', '//#Region a', 'a.ts:1: this is no marker'],
		['to show a file that is empty', '\n\n', 'a.ts is empty'],
	])('%s', (_what, text, message) => {
		expect(() => extractRegion(text, 'a.ts')).toThrow(message);
	});
});
