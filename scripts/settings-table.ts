/**
 * `npm run docs`: writes the table of settings into docs/operating.md. With `--check` it writes
 * nothing and fails if the table is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { settings } from '../src/core/settings/settings.ts';

const path = join(import.meta.dirname, '../docs/operating.md');
const marked = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/;

const rows = Object.entries(settings).map(
	([name, { means, range, fallback }]) =>
		`| \`${name}\` | ${means} | ${range} | ${fallback === '' ? 'nothing' : `\`${fallback}\``} |`,
);
const table = ['| variable | sets | may be | default |', '| --- | --- | --- | --- |', ...rows];

const before = await readFile(path, 'utf8');
if (!marked.test(before)) throw new Error(`${path} has no place for the table of settings.`);
const after = await format(before.replace(marked, `$1\n${table.join('\n')}\n\n$2`), {
	...(await resolveConfig(path)),
	filepath: path,
});

if (!process.argv.includes('--check')) {
	await writeFile(path, after);
} else if (before !== after) {
	console.error('The table of settings in docs/operating.md is out of date: run `npm run docs`.');
	process.exitCode = 1;
}
