/**
 * `npm run pictures`: draws the picture that stands beside a link to a lesson, one for each lesson, into
 * public/link-pictures. To be run when a lesson is added or has another title; a test compares their
 * names with the lessons.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { tallyPath } from '../src/core/pictures/tally.ts';
import { readLessons } from '../src/tutorial/lesson-list.ts';
import { chromiumOptions } from './browser.ts';
import { root } from './site-process.ts';

const folder = join(root, 'public/link-pictures');

function page(number: number, title: string): string {
	return `<!doctype html><style>
		body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 76px 80px;
			background: #f6f2e8; color: #1f1b14; display: flex; flex-direction: column;
			font-family: 'DejaVu Serif', Georgia, serif; border-left: 24px solid #a8321a }
		.brand, .number { font: 600 32px 'DejaVu Sans', system-ui, sans-serif }
		.number { display: flex; align-items: center; gap: 24px; margin-top: auto; color: #a8321a }
		svg { height: 60px; fill: none; stroke: currentcolor; stroke-width: 2.4; stroke-linecap: round }
		h1 { margin: 28px 0 40px; font-size: 92px; font-weight: 400; line-height: 1.1 }
	</style>
	<div class="brand">Durable Counters</div>
	<div class="number">
		<svg viewBox="0 0 ${Math.ceil(number / 5) * 28} 24"><path d="${tallyPath(number)}"/></svg> Lesson ${number}
	</div>
	<h1>${title}</h1>`;
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ ...chromiumOptions(), args: ['--no-sandbox'] });
const tab = await browser.newPage({ viewport: { width: 1200, height: 630 } });
for (const { number, data } of await readLessons(root)) {
	await tab.setContent(page(number, data.title));
	await tab.screenshot({ path: join(folder, `${data.id}.png`) });
}
await browser.close();
