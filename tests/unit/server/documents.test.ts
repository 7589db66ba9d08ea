import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillBlocks, writeDocuments } from '../../../bench/documents.ts';
import type { Report } from '../../../bench/report.ts';

const root = join(import.meta.dirname, '../../..');

function read(path: string): string {
	return readFileSync(join(root, path), 'utf8');
}

test('the documents say what the results of the last full run say', async () => {
	const report = JSON.parse(read('bench/results/full.json')) as Report;
	for (const [path, text] of Object.entries(await writeDocuments(report))) {
		expect(read(path), `run \`node bench/readme.ts\` to renew ${path}`).toBe(text);
	}
});

test('a block is filled and all around it stays', () => {
	const text = 'before\n<!-- measured: a -->\nold\n<!-- /measured -->\nafter';
	expect(fillBlocks(text, { a: 'new' })).toBe(
		'before\n<!-- measured: a -->\n\nnew\n\n<!-- /measured -->\nafter',
	);
});

test('a block that is missing is an error', () => {
	expect(() => fillBlocks('nothing here', { a: 'new' })).toThrow('No block for a.');
});
