import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Row } from '../../../bench/table.ts';
import { measured } from '../../../src/tutorial/measured';

const file = join(import.meta.dirname, '../../../bench/results/full.json');
const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] };

function find(work: string, contestant: string): Row {
	const row = rows.find((row) => row.work === work && row.contestant === contestant);
	if (!row) throw new Error(`The last full run has no ${work} by ${contestant}.`);
	return row;
}

test.each([
	['POST to one hot counter', measured[0]],
	['GET value', measured[1]],
])('the last lesson quotes %s from the last full run of the bench', (work, measurement) => {
	const { rate } = find(work, 'site');
	const hundreds = Math.round(rate.median / 100) * 100;
	expect(measurement?.figure).toBe(`${hundreds.toLocaleString('en')} a second`);
	expect(measurement?.conditions).toContain(find(work, 'bare Worker').ratio?.median.toFixed(2));
});

test('the last lesson quotes the watchers from the last full run of the bench', () => {
	const { p50, p99, wrong } = find('write seen by 500 watchers', 'site');
	expect(wrong).toBe(0);
	expect(measured[2]?.figure).toBe(
		`${p50.toFixed(0)} ms at the median, ${p99.toFixed(0)} ms at the 99th percentile`,
	);
});
