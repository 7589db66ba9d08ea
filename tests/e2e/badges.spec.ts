/** The badges of a counter, as other sites show them. */
import { drawBadge, valueMessage } from '../../src/core/pictures/badge';
import { badgeStyles } from '../../src/core/pictures/badge-options';
import { expect, increment, test } from './fixtures';

const values = [0, 7, -1, 123456, -1234567890, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

for (const style of badgeStyles) {
	const messageOf = (value: number) =>
		valueMessage(value, style === 'trend' ? [0, value, value] : undefined);

	test(`a badge has room for its text in the style ${style}`, async ({ page }) => {
		for (const value of values) {
			const options = { label: 'Visits, Ωmega & 訪問', color: '2467a8', style };
			await page.setContent(drawBadge(options, messageOf(value)));
			const boxes = await page.locator('svg text').evaluateAll((texts) =>
				texts.map((text) => {
					const { x, width } = (text as SVGGraphicsElement).getBBox();
					return { left: x, right: x + width };
				}),
			);
			const room = Number(await page.locator('svg').getAttribute('width'));
			const [label, message] = boxes;
			expect(label?.left).toBeGreaterThan(4);
			expect(label?.right).toBeLessThan(message?.left ?? 0);
			expect(message?.right).toBeLessThan(room);
		}
	});

	test(`a badge is drawn in an <img> in the style ${style}`, async ({ page }) => {
		for (const [index, value] of values.entries()) {
			const options = { label: 'visits', color: '2467a8', style };
			const body = drawBadge(options, messageOf(value));
			await page.route(`**/drawn-${index}.svg`, (route) =>
				route.fulfill({ contentType: 'image/svg+xml', body }),
			);
		}
		await page.goto('/counters');
		const sizes = await page.evaluate(
			(count) =>
				Promise.all(
					Array.from({ length: count }, async (_, index) => {
						const picture = new Image();
						picture.src = `/drawn-${index}.svg`;
						await picture.decode();
						return { width: picture.naturalWidth, height: picture.naturalHeight };
					}),
				),
			values.length,
		);
		for (const { width, height } of sizes) {
			expect(height).toBe(20);
			expect(width).toBeGreaterThan(40);
		}
	});
}

test('a badge is a picture also where the name or the parameters are not valid', async ({
	page,
	context: { request },
	name,
}) => {
	await increment(request, name, 12);
	await page.goto(`/counters/${name}`);
	for (const badge of await page.locator('.badges img').all()) {
		await expect(badge).toHaveJSProperty('naturalHeight', 20);
	}
	const addresses = [
		`/badge/${name}.svg?label=&color=nonsense&style=nonsense`,
		`/badge/${name}.svg?label=${'%F0%9F%98%80'.repeat(80)}`,
		'/badge/No%20Name.svg',
		`/badge/${'f'.repeat(64)}.svg`,
	];
	const heights = await page.evaluate(
		(addresses) =>
			Promise.all(
				addresses.map(async (address) => {
					const picture = new Image();
					picture.src = address;
					await picture.decode();
					return picture.naturalHeight;
				}),
			),
		addresses,
	);
	expect(heights).toEqual([20, 20, 20, 20]);
});

test('a badge is revalidated each time, and sent only if it has changed', async ({
	context: { request },
	name,
}) => {
	const path = `/badge/${name}.svg`;
	const first = await request.get(path);
	expect(first.headers()).toMatchObject({
		'content-type': 'image/svg+xml',
		'cache-control': 'no-cache',
		'access-control-allow-origin': '*',
	});
	const tag = first.headers()['etag'] ?? '';
	const ask = async (address: string) =>
		(await request.get(address, { headers: { 'If-None-Match': tag } })).status();
	expect(await ask(path)).toBe(304);
	expect(await ask(`${path}?label=other`)).toBe(200);
	await increment(request, name, 1);
	expect(await ask(path)).toBe(200);
});

test('a badge as JSON is data for services that draw badges', async ({
	context: { request },
	name,
}) => {
	await increment(request, name, 3);
	const response = await request.get(`/badge/${name}.json?label=visits&color=green`);
	expect(await response.json()).toEqual({
		schemaVersion: 1,
		label: 'visits',
		message: '3',
		color: '2f7d3b',
	});
});
