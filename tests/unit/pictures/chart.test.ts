import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartSpan, seriesOf } from '../../../src/core/history/series';
import { chartHeight, chartTitle, chartWidth, drawChart } from '../../../src/core/pictures/chart';
import { textWidth } from '../../../src/core/pictures/text-width';
import { anySeries } from '../history/any-series';
import { parseXml } from './parse-xml';
import { pathPoints } from './path-points';

const noon = Date.UTC(2026, 4, 12, 12, 34);
const span = chartSpan('hour', noon);
const thisHour = Date.UTC(2026, 4, 12, 12);

test('an XML parser reads 1,000 charts, and each has its title', () => {
	fc.assert(
		fc.property(anySeries, (series) => {
			const svg = drawChart(series);
			const [root, title] = parseXml(
				svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" '),
			);
			expect(root?.attributes).toMatchObject({ role: 'img', class: 'chart' });
			expect(title).toMatchObject({ tag: 'title', text: chartTitle(series) });
			expect(svg).not.toMatch(/NaN|Infinity|undefined| style=| id=/);
		}),
		{ numRuns: 1000 },
	);
});

test('every point and every text of a chart is inside of it', () => {
	fc.assert(
		fc.property(anySeries, (series) => {
			for (const { tag, attributes, text } of parseXml(drawChart(series))) {
				for (const [x, y] of pathPoints(attributes['d'] ?? '')) {
					expect(x).toBeGreaterThanOrEqual(0);
					expect(x).toBeLessThanOrEqual(chartWidth);
					expect(y).toBeGreaterThanOrEqual(0);
					expect(y).toBeLessThanOrEqual(chartHeight);
				}
				if (tag !== 'text') continue;
				const share = { start: 0, middle: 0.5, end: 1 }[attributes['text-anchor'] ?? ''] ?? 0;
				const left = Number(attributes['x']) - share * textWidth(text, 11);
				expect(left).toBeGreaterThanOrEqual(0);
				expect(left + textWidth(text, 11)).toBeLessThanOrEqual(chartWidth);
			}
		}),
	);
});

test('the line of a chart runs from the left to the right edge, and never back', () => {
	fc.assert(
		fc.property(anySeries, (series) => {
			const line = parseXml(drawChart(series)).find(
				({ attributes }) => attributes['class'] === 'chart-line',
			);
			const xs = pathPoints(line?.attributes['d'] ?? '').map(([x]) => x);
			expect(xs).toHaveLength(series.span.count + 1);
			expect([xs[0], xs.at(-1)]).toEqual([1, chartWidth - 1]);
			expect(xs).toEqual(xs.toSorted((a, b) => a - b));
		}),
	);
});

test('a chart has a bar for each part in which something was added or subtracted', () => {
	fc.assert(
		fc.property(anySeries, (series) => {
			const elements = parseXml(drawChart(series));
			for (const kind of ['added', 'subtracted'] as const) {
				const bars = elements.find(({ attributes }) => attributes['class'] === `chart-${kind}`);
				const drawn = bars?.attributes['d']?.match(/M/g)?.length ?? 0;
				expect(drawn).toBe(series.parts.filter((part) => part[kind] > 0).length);
			}
		}),
	);
});

test('the title of a chart says the first, the last, the least and the most', () => {
	const entries = [
		{ from: thisHour - 7_200_000, added: 0, subtracted: 5, value: -2 },
		{ from: thisHour, added: 47, subtracted: 0, value: 45 },
	];
	expect(chartTitle(seriesOf({ valueBefore: 3, entries }, span))).toBe(
		'The last 24 hours: at first 3, at last 45, at least -2, at most 45.',
	);
});

test('the axis of a chart is labelled at both ends, and with the times', () => {
	const entries = [{ from: thisHour, added: 3, subtracted: 1, value: 102 }];
	const texts = parseXml(drawChart(seriesOf({ valueBefore: 100, entries }, span)))
		.filter(({ tag }) => tag === 'text')
		.map(({ text }) => text);
	expect(texts).toEqual([
		'102',
		'100',
		'at most +3',
		'at most −1',
		'13:00',
		'21:00',
		'05:00',
		'12:00',
	]);
});

test('a chart whose least value is far below its greatest begins at 0', () => {
	const texts = (value: number, added: number) => {
		const entries = [{ from: thisHour, added, subtracted: 0, value }];
		return drawChart(seriesOf({ valueBefore: value - added, entries }, span));
	};
	expect(texts(10, 8)).toContain('>0</text>');
	expect(texts(10, 8)).toContain('chart-area');
	expect(texts(10, 2)).toContain('>8</text>');
	expect(texts(10, 2)).not.toContain('chart-area');
});
