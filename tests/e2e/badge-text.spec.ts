import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { drawBadge, valueMessage } from '../../src/core/pictures/badge';
import { badgeColors } from '../../src/core/pictures/badge-options';
import { textWidth } from '../../src/core/pictures/text-width';
import { sampleLabels } from '../unit/pictures/sample-labels';

const require = createRequire(import.meta.url);
const origin = 'http://fonts.test';

/** Style sheets of fonts from the npm registry: what DejaVu Sans lacks comes from the others. */
const families = {
	'Noto Emoji': '@fontsource/noto-emoji/400.css',
	'Noto Sans Thai': '@fontsource/noto-sans-thai/400.css',
	'Noto Sans Devanagari': '@fontsource/noto-sans-devanagari/400.css',
	DotGothic16: '@fontsource/dotgothic16/400.css',
	'Gowun Dodum': '@fontsource/gowun-dodum/400.css',
} as const;

/** The rules of all fonts, with addresses below the origin of the test. */
async function fontFaces(): Promise<string> {
	const dejaVu = pathToFileURL(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')).pathname;
	const sheets = Object.values(families).map(async (sheet) => {
		const path = require.resolve(sheet);
		const folder = pathToFileURL(dirname(path)).pathname;
		return (await readFile(path, 'utf8')).replaceAll('url(./', `url(${folder}/`);
	});
	return [
		`@font-face{font-family:"Test DejaVu Sans";src:url(${dejaVu})}`,
		...(await Promise.all(sheets)),
	].join('\n');
}

// The last group has scripts for which a badge has no table.
const { other: _, ...measured } = sampleLabels;
const letterCase = /\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}/u;
const labels = Object.entries(measured).flatMap(([script, samples]) =>
	samples
		.flatMap((label: string) =>
			letterCase.test(label) ? [label, label.toUpperCase(), label.toLowerCase()] : [label],
		)
		.map((label) => [script, label] as const),
);

test('the width of a text is within 10 % of what its font needs, in 200 labels', async ({
	page,
}) => {
	expect(new Set(labels.map(([, label]) => label)).size).toBeGreaterThanOrEqual(200);
	const style = await fontFaces();
	await page.route('**/*', (route) => {
		const { pathname } = new URL(route.request().url());
		return pathname === '/'
			? route.fulfill({
					contentType: 'text/html',
					body: `<meta charset="utf-8"><style>${style}</style>`,
				})
			: route.fulfill({ path: decodeURI(pathname) });
	});
	await page.goto(`${origin}/`);
	const font = `100px "Test DejaVu Sans",${Object.keys(families)
		.map((family) => `"${family}"`)
		.join()}`;
	const widths = await page.evaluate(
		async ([font, labels]) => {
			const text = labels.join(' ');
			await Promise.all([document.fonts.load(font, text), document.fonts.load(font)]);
			const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
			document.body.appendChild(svg);
			return labels.map((label) => {
				const element = document.createElementNS('http://www.w3.org/2000/svg', 'text');
				element.style.font = font;
				element.textContent = label;
				svg.appendChild(element);
				return element.getComputedTextLength();
			});
		},
		[font, labels.map(([, label]) => label)] as const,
	);
	const far = labels.flatMap(([script, label], index) => {
		const needed = widths[index] ?? 0;
		const ratio = textWidth(label, 100) / needed;
		const tolerance = script === 'ligatures' ? 0.25 : 0.1;
		return Math.abs(ratio - 1) <= tolerance ? [] : [`${script}: ${label} ${ratio.toFixed(2)}`];
	});
	expect(far).toEqual([]);
});

const directions = [
	['visits!', 'ltr'],
	['Просмотры (1)', 'ltr'],
	['GitHub בעברית', 'ltr'],
	['מבקרים!', 'rtl'],
	['12 מבקרים (היום)', 'rtl'],
	['الزيارات: ٢', 'rtl'],
	['می‌خواهم.', 'rtl'],
] as const;

for (const [label, direction] of directions) {
	for (const dir of ['ltr', 'rtl'] as const) {
		test(`the label "${label}" reads ${direction} in a page that reads ${dir}`, async ({
			page,
		}) => {
			const badge = drawBadge({ label, color: badgeColors.blue, style: 'flat' }, valueMessage(-42));
			await page.setContent(`<!doctype html><html dir="${dir}">${badge}`);
			const [text, message] = await page.locator('svg text').evaluateAll((texts) =>
				(texts as SVGTextContentElement[]).map((text) => {
					const { x, width } = text.getBBox();
					const count = text.getNumberOfChars();
					const [first, last] = [text.getExtentOfChar(0), text.getExtentOfChar(count - 1)];
					return { left: x, right: x + width, first: first.x, last: last.x };
				}),
			);
			const leftToRight = (text?.first ?? 0) < (text?.last ?? 0);
			expect(leftToRight).toBe(direction === 'ltr');
			expect(message?.first).toBeLessThan(message?.last ?? 0);
			const room = Number(/<path fill="#1f1b14" d="M3 0H(\d+)/.exec(badge)?.[1]);
			expect(text?.left).toBeCloseTo(6, 0);
			expect(text?.right).toBeCloseTo(room - 6, 0);
		});
	}
}
