import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { send } from './http';

const site = inject('siteUrl');
const pages = join(root, 'dist/pages');

const kibibyte = 1024;

/** Twice the 5.1 KiB that were measured. */
const styleLimit = 10 * kibibyte;

function compressedSize(text: string | Uint8Array): number {
	return gzipSync(text, { level: 9 }).length;
}

test('the first page loads at most 10 KiB of styles, compressed', async () => {
	const { text: html } = await send(`${site}/`);
	const sheets = [...html.matchAll(/<link[^>]* href="(\/_astro\/[^"]+\.css)"/g)];
	const inline = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)];
	const styles = [
		...sheets.map(([, path = '']) => readFileSync(join(pages, path))),
		...inline.map(([, text = '']) => text),
	];
	const bytes = styles.reduce((sum, style) => sum + compressedSize(style), 0);
	console.log(`styles on the first page: ${bytes} bytes`);
	expect(styles.length).toBeGreaterThan(0);
	expect(bytes).toBeLessThanOrEqual(styleLimit);
});
