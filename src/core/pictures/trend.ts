import { linePath, rangeOf, scale } from './scale';

/** The value at the beginning of the first of some days, and at the end of each of them. */
export type Trend = readonly number[];

/** The width of the line of a badge, in pixels. */
export const trendWidth = 60;

/** Where the line of a badge has its highest and its lowest point, in pixels from the top. */
const [top, bottom] = [4.5, 15.5];

/**
 * Draws a trend as the line of a badge.
 *
 * @param left where it begins, in pixels
 * @param color six hexadecimal digits
 */
export function drawTrend(trend: Trend, left: number, color: string): string {
	const x = scale([0, trend.length - 1], [left, left + trendWidth]);
	const y = scale(rangeOf(trend), [bottom, top]);
	const path = linePath(trend.map((value, index) => [x(index), y(value)]));
	return `<path fill="none" stroke="#${color}" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round" d="${path}"/>`;
}

/** What a trend says in words. */
export function trendText(trend: Trend): string {
	const [first = 0] = trend;
	const last = trend.at(-1) ?? first;
	const days = `${trend.length - 1} days`;
	if (last === first) return `as ${days} ago`;
	return `${last > first ? 'up' : 'down'} from ${first} in ${days}`;
}
