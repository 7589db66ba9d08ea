import { spanLength } from '../history/history';
import { type Series, valuesOf } from '../history/series';
import { linePath, type Range, rangeOf, scale } from './scale';
import { dayText, hourText } from './utc-text';

/** The size of the drawing, in its own units: a page may scale it. */
export const chartWidth = 320;
export const chartHeight = 184;

/** The edges of what is drawn, in the units of the drawing. */
const sides: Range = [1, chartWidth - 1];
const line = { top: 20, bottom: 92 } as const;
const bars = { top: 114, bottom: 148, bottomAlone: 158 } as const;
const texts = { high: 13, low: 107, fall: 163, times: 180 } as const;

/**
 * Draws the series of a counter as SVG for a page, which gives the classes their colours: the value as a
 * line, and below it a bar for what was added and one for what was subtracted in each part.
 */
export function drawChart(series: Series): string {
	return [
		`<svg class="chart" viewBox="0 0 ${chartWidth} ${chartHeight}" role="img">`,
		`<title>${chartTitle(series)}</title>`,
		...drawValues(series),
		...drawBars(series),
		...drawTimes(series),
		'</svg>',
	].join('');
}

/** What a chart shows, in words. */
export function chartTitle(series: Series): string {
	const { span, before } = series;
	const values = valuesOf(series);
	const [least, most] = rangeOf(values);
	const parts = span.by === 'hour' ? `${span.count} hours` : `${span.count} days`;
	return `The last ${parts}: at first ${before}, at last ${values.at(-1)}, at least ${least}, at most ${most}.`;
}

function drawValues(series: Series): readonly string[] {
	const values = valuesOf(series);
	const [least, most] = rangeOf(values);
	// The axis begins at 0 where that leaves the line half of the height; else its end is labelled.
	const low = least > 0 && least <= most / 2 ? 0 : least;
	const high = most < 0 && most >= least / 2 ? 0 : most;
	const x = scale([0, values.length - 1], sides);
	const y = scale([low, high], [line.bottom, line.top]);
	const path = linePath(values.map((value, index) => [x(index), y(value)]));
	const isFlat = low === high;
	return [
		drawRule(isFlat ? y(low) : line.top),
		isFlat ? '' : drawRule(line.bottom),
		// Only above or below 0 does an area say something.
		low <= 0 && high >= 0 && !isFlat
			? `<path class="chart-area" d="${path}V${y(0)}H${x(0)}z"/>`
			: '',
		`<path class="chart-line" d="${path}"/>`,
		drawText(sides[0], isFlat ? y(low) - 7 : texts.high, String(high), 'start'),
		isFlat ? '' : drawText(sides[0], texts.low, String(low), 'start'),
	];
}

function drawBars({ span, parts }: Series): readonly string[] {
	const added = Math.max(...parts.map(({ added }) => added));
	const subtracted = Math.max(...parts.map(({ subtracted }) => subtracted));
	const bottom = subtracted > 0 ? bars.bottom : bars.bottomAlone;
	const y = scale([-subtracted, added], [bottom, bars.top]);
	const x = scale([0, span.count], sides);
	const width = ((sides[1] - sides[0]) / span.count) * 0.7;
	const each = (className: string, heights: readonly number[]): string => {
		const drawn = heights.flatMap((height, index) =>
			height === 0 ? [] : `M${x(index + 0.5)} ${y(0)}V${y(height)}`,
		);
		return drawn.length === 0
			? ''
			: `<path class="${className}" stroke-width="${width.toFixed(1)}" d="${drawn.join('')}"/>`;
	};
	return [
		each(
			'chart-added',
			parts.map(({ added }) => added),
		),
		each(
			'chart-subtracted',
			parts.map(({ subtracted }) => -subtracted),
		),
		drawRule(y(0)),
		added > 0 ? drawText(sides[1], texts.low, `at most +${added}`, 'end') : '',
		subtracted > 0 ? drawText(sides[1], texts.fall, `at most −${subtracted}`, 'end') : '',
	];
}

/** Writes when the first part begins, the last one, and two between them. */
function drawTimes({ span }: Series): readonly string[] {
	const { by, count, from } = span;
	const x = scale([0, count], sides);
	const name = by === 'hour' ? hourText : dayText;
	const middle = [1, 2].map((third) => Math.round((third * count) / 3));
	const write = (index: number, place: number, anchor: Anchor): string =>
		drawText(place, texts.times, name(from + index * spanLength[by]), anchor);
	return [
		write(0, sides[0], 'start'),
		...middle.map((index) => write(index, x(index + 0.5), 'middle')),
		write(count - 1, sides[1], 'end'),
	];
}

type Anchor = 'start' | 'middle' | 'end';

function drawText(x: number, y: number, text: string, anchor: Anchor): string {
	return `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function drawRule(y: number): string {
	return `<path class="chart-rule" d="M${sides[0]} ${y}H${sides[1]}"/>`;
}
