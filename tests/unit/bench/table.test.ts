import { expect, test } from 'vitest';
import { spread } from '../../../bench/statistics.ts';
import { formatTable, type Row } from '../../../bench/table.ts';

const row: Row = {
	work: 'GET value',
	contestant: 'site',
	rate: spread([1000, 3000, 2000]),
	p50: 1.25,
	p99: 10,
	cpuTime: 150.4,
	calls: 1,
	counterCalls: 1,
	rows: 0,
	cost: 0.466,
	wrong: 0,
};

test('the spread of some numbers is their median, the least and the most', () => {
	expect(spread([3, 1, 10])).toEqual({ median: 3, least: 1, most: 10 });
});

test('a table names a work once and leaves out what was not measured', () => {
	const peer = { ...row, contestant: 'bare Worker', cpuTime: Number.NaN, ratio: spread([0.9]) };
	const lines = formatTable([row, peer]).split('\n');
	const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
	expect(cells[2]).toEqual([
		'',
		'GET value',
		'site',
		'2,000',
		'1.3',
		'10.0',
		'150',
		'',
		'',
		'1',
		'1',
		'0',
		'0.47',
		'0',
		'',
	]);
	expect(cells[3]?.slice(1, 9)).toEqual([
		'',
		'bare Worker',
		'2,000',
		'1.3',
		'10.0',
		'',
		'0.90',
		'0.90 to 0.90',
	]);
});

test('the cells of a table are aligned', () => {
	const lengths = formatTable([row, { ...row, work: 'a longer title' }]).split('\n');
	expect(new Set(lengths.map(({ length }) => length)).size).toBe(1);
});
