import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { drawBadge, valueMessage } from '../../src/core/pictures/badge';
import { badgeColors, badgeStyles } from '../../src/core/pictures/badge-options';

const require = createRequire(import.meta.url);
const origin = 'http://badges.test';

const drawn = (label: string, color: string, style: (typeof badgeStyles)[number] = 'flat') =>
	drawBadge({ label, color, style }, valueMessage(42));

/** Answers every request of the page from a table of documents by path. */
async function serve(page: Page, documents: Readonly<Record<string, string>>): Promise<void> {
	await page.route('**/*', (route) => {
		const { pathname } = new URL(route.request().url());
		const body = documents[pathname];
		const contentType = pathname.endsWith('.svg') ? 'image/svg+xml' : 'text/html';
		return body === undefined ? route.abort() : route.fulfill({ contentType, body });
	});
}

/** The colours of a screenshot of the page, as red, green and blue. */
async function colorsAt(
	page: Page,
	points: readonly (readonly [x: number, y: number])[],
): Promise<readonly (readonly number[])[]> {
	const picture = (await page.screenshot()).toString('base64');
	return page.evaluate(
		async ([picture, points]) => {
			const image = new Image();
			image.src = `data:image/png;base64,${picture}`;
			await image.decode();
			const canvas = new OffscreenCanvas(image.width, image.height);
			const context = canvas.getContext('2d');
			context?.drawImage(image, 0, 0);
			return points.map(([x, y]) =>
				Array.from(context?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? []),
			);
		},
		[picture, points] as const,
	);
}

const rgb = (color: string) => (color.match(/../g) ?? []).map((digits) => parseInt(digits, 16));

/** The largest difference of a channel. */
const distance = (a: readonly number[] = [], b: readonly number[]) =>
	Math.max(...b.map((channel, index) => Math.abs(channel - (a[index] ?? Number.NaN))));

const white = [255, 255, 255];
const at = (x: number, y: number) => `position:absolute;left:${x}px;top:${y}px`;

for (const first of badgeStyles) {
	for (const second of badgeStyles) {
		test(`inlined badges of the styles ${first} and ${second} do not change each other`, async ({
			page,
		}) => {
			const badges = [
				drawn('a', badgeColors.blue, first),
				drawn('a much longer label than the others', badgeColors.yellow, second),
				drawn('', badgeColors.green, first),
			];
			await page.setContent(
				badges
					.map((badge, index) => `<div style="${at(10, 10 + 40 * index)}">${badge}</div>`)
					.join(''),
			);
			const inlined = page.locator('svg');
			const widths = await inlined.evaluateAll((all) => all.map((svg) => svg.clientWidth));
			for (const [index, color] of [
				badgeColors.blue,
				badgeColors.yellow,
				badgeColors.green,
			].entries()) {
				const top = 10 + 40 * index;
				const right = 10 + (widths[index] ?? 0);
				const [fill, corner, beside] = await colorsAt(page, [
					[right - 2, top + 10],
					[right - 1, top],
					[right, top + 10],
				]);
				expect(distance(fill, rgb(color))).toBeLessThan(16);
				const square = [first, second, first][index] === 'flat-square';
				expect(distance(corner, square ? rgb(color) : white)).toBeLessThan(60);
				expect(beside).toEqual(white);
			}
		});
	}
}

const ways = {
	'an <img>': '<img src="/badge.svg" alt="">',
	'a CSS background':
		'<div style="width:200px;height:20px;background:url(/badge.svg) no-repeat"></div>',
	'CSS content': '<style>p::before{content:url(/badge.svg)}</style><p style="margin:0">',
	'an <object>': '<object data="/badge.svg" type="image/svg+xml"></object>',
	'an <embed>': '<embed src="/badge.svg" type="image/svg+xml">',
	'an <iframe>': '<iframe src="/badge.svg" width="200" height="20" style="border:0"></iframe>',
	'an <image> of another SVG': `<svg width="200" height="20"><image href="/badge.svg"/></svg>`,
} as const;

for (const [way, html] of Object.entries(ways)) {
	test(`a badge is drawn by ${way}`, async ({ page }) => {
		const badge = drawn('visits', badgeColors.purple);
		await serve(page, {
			'/': `<!doctype html><div style="${at(0, 0)};line-height:0">${html}</div>`,
			'/badge.svg': badge,
		});
		await page.goto(`${origin}/`);
		const width = Number(/width="(\d+)"/.exec(badge)?.[1]);
		const [left, right] = await colorsAt(page, [
			[3, 10],
			[width - 3, 10],
		]);
		expect(distance(left, rgb(badgeColors.black))).toBeLessThan(20);
		expect(distance(right, rgb(badgeColors.purple))).toBeLessThan(20);
	});
}

test('a badge is drawn as an image proxy sends it, with a policy that allows nothing', async ({
	page,
}) => {
	const badge = drawn('visits', badgeColors.purple);
	const headers = { 'Content-Security-Policy': "default-src 'none'; sandbox" };
	await page.route('**/*', (route) =>
		route.fulfill({ contentType: 'image/svg+xml', headers, body: badge }),
	);
	await page.goto(`${origin}/badge.svg`);
	const proxied = await page.screenshot();
	await page.unroute('**/*');
	await serve(page, { '/badge.svg': badge });
	await page.goto(`${origin}/badge.svg`);
	expect(proxied.equals(await page.screenshot())).toBe(true);
});

test('a badge is a document of its own', async ({ page }) => {
	await serve(page, { '/badge.svg': drawn('visits', badgeColors.purple) });
	await page.goto(`${origin}/badge.svg`);
	await expect(page).toHaveTitle('visits: 42');
	await expect(page.locator('text')).toHaveText(['visits', '42']);
});

test('an inlined badge has an accessible name and role', async ({ page }) => {
	await page.setContent(drawn('visits & <more>', badgeColors.purple));
	await expect(page.getByRole('img', { name: 'visits & <more>: 42' })).toBeVisible();
});

const strangeStyles = [
	'font: italic bold 40px/3 serif; font-variant: small-caps; letter-spacing: 9px; word-spacing: 9px',
	'direction: rtl; text-align: right; text-anchor: end',
	'writing-mode: vertical-rl',
	'fill: red; stroke: red; stroke-width: 5; fill-opacity: .1',
] as const;

for (const style of strangeStyles) {
	test(`an inlined badge keeps its layout in a page with "${style}"`, async ({ page }) => {
		const badge = drawn('Visits in total', badgeColors.purple);
		const layout = async (style: string) => {
			await page.setContent(`<div style="${at(0, 0)}"><div style="${style}">${badge}</div></div>`);
			return page.locator('svg text, svg [fill]').evaluateAll((parts) => {
				const origin = parts[0]?.closest('svg')?.getBoundingClientRect();
				return parts.map((part) => {
					const { x, y, width, height } = part.getBoundingClientRect();
					const { fill, fillOpacity, stroke } = getComputedStyle(part);
					const place = [x - (origin?.x ?? 0), y - (origin?.y ?? 0), width, height];
					return { place: place.map(Math.round), fill, fillOpacity, stroke };
				});
			});
		};
		expect(await layout(style)).toEqual(await layout(''));
	});
}

test('a sanitizer of HTML leaves a badge as it is', async ({ page }) => {
	await page.goto('about:blank');
	await page.addScriptTag({ path: require.resolve('dompurify/dist/purify.min.js') });
	for (const style of badgeStyles) {
		const badge = drawn('Visits & <more>', badgeColors.purple, style);
		const [before, after] = await page.evaluate((badge) => {
			const sanitizer = (window as unknown as { DOMPurify: { sanitize(html: string): string } })
				.DOMPurify;
			const template = document.createElement('template');
			template.innerHTML = badge;
			return [template.innerHTML, sanitizer.sanitize(badge)];
		}, badge);
		expect(after).toBe(before);
	}
});
