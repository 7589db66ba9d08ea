/**
 * `npm run docs`: writes the tables of settings into docs/operating.md. With `--check` it writes
 * nothing and fails if a table is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { objectSettings } from '../src/core/settings/object-settings.ts';
import { settings } from '../src/core/settings/settings.ts';
import type { SettingTable } from '../src/core/settings/variables.ts';

const path = join(import.meta.dirname, '../docs/operating.md');
/** The settings of each Worker, by the comment that marks the place of their table. */
const tables: Readonly<Record<string, SettingTable>> = {
	settings,
	'settings of the objects': objectSettings,
};

function tableOf(settings: SettingTable): string {
	const rows = Object.entries(settings).map(
		([name, { means, range, fallback }]) =>
			`| \`${name}\` | ${means} | ${range} | ${fallback === '' ? 'nothing' : `\`${fallback}\``} |`,
	);
	return ['| variable | sets | may be | default |', '| --- | --- | --- | --- |', ...rows].join(
		'\n',
	);
}

function withTable(text: string, mark: string, table: SettingTable): string {
	const marked = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`);
	if (!marked.test(text)) throw new Error(`${path} has no place for the table "${mark}".`);
	return text.replace(marked, (_, open, close) => `${open}\n${tableOf(table)}\n\n${close}`);
}

const before = await readFile(path, 'utf8');
const written = Object.entries(tables).reduce(
	(text, [mark, table]) => withTable(text, mark, table),
	before,
);
const after = await format(written, { ...(await resolveConfig(path)), filepath: path });

if (!process.argv.includes('--check')) {
	await writeFile(path, after);
} else if (before !== after) {
	console.error('The tables of settings in docs/operating.md are out of date: run `npm run docs`.');
	process.exitCode = 1;
}
