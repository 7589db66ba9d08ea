/**
 * `node bench/readme.ts`: writes the figures of the last full run into the README and the tutorial.
 * Another file of results may be given, as `bench/results/quick.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDocuments } from './documents.ts';
import type { Report } from './report.ts';

const root = join(import.meta.dirname, '..');
const results = join(root, process.argv[2] ?? 'bench/results/full.json');
const report = JSON.parse(readFileSync(results, 'utf8')) as Report;
for (const [path, text] of Object.entries(await writeDocuments(report))) {
	writeFileSync(join(root, path), text);
	console.log(path);
}
