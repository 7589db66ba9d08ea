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

test('the script of the widget is at most 4 KiB, compressed, and every page may load it', async () => {
	const { status, headers, text } = await send(`${site}/embed.js`);
	expect(status).toBe(200);
	expect(headers).toMatchObject({
		'access-control-allow-origin': '*',
		'cross-origin-resource-policy': 'cross-origin',
		'cache-control': 'no-cache',
	});
	expect(headers['content-type']).toContain('javascript');
	const bytes = compressedSize(text);
	console.log(`the script of the widget: ${bytes} bytes`);
	expect(bytes).toBeLessThanOrEqual(4 * kibibyte);
	const again = await send(`${site}/embed.js`, {
		headers: { 'If-None-Match': String(headers['etag']) },
	});
	expect(again.status).toBe(304);
});
