import { expect, test } from 'vitest';
import { cardSize, drawCard } from '../../src/core/card';
import { type CounterName, parseName } from '../../src/core/name';
import { letter } from '../../src/core/stroke-font';

const name = parseName('counter-1') as CounterName;
const chalk = 32;

/** How much of the picture is drawn in chalk, row by row and column by column. */
function chalkBox({ pixels }: { pixels: Uint8Array }) {
	const { width } = cardSize;
	const drawn = Array.from(pixels.entries()).filter(([, index]) => index === chalk);
	const columns = drawn.map(([at]) => at % width);
	return {
		count: drawn.length,
		left: columns.reduce((least, x) => Math.min(least, x), width),
		right: columns.reduce((most, x) => Math.max(most, x), 0),
	};
}

test.each([0, -1, 42, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, undefined])(
	'%s stands in the middle of its frame',
	(value) => {
		const { count, left, right } = chalkBox(drawCard(name, value));
		expect(count).toBeGreaterThan(1000);
		expect(left).toBeGreaterThanOrEqual(139);
		expect(right).toBeLessThanOrEqual(1061);
		expect(Math.abs(left + right - cardSize.width)).toBeLessThan(4);
	},
);

test('two values look different, and so do two names', () => {
	const [one, other] = [drawCard(name, 6), drawCard(name, 9)];
	expect(Buffer.compare(one.pixels, other.pixels)).not.toBe(0);
	const named = drawCard(parseName('counter-2') as CounterName, 6);
	expect(Buffer.compare(one.pixels, named.pixels)).not.toBe(0);
});

test('every colour that is drawn is in the palette', () => {
	const { palette, pixels } = drawCard(name, 1234567890);
	expect(pixels.reduce((most, index) => Math.max(most, index), 0)).toBeLessThan(palette.length);
});

test('the pen knows every character of a name and a value', () => {
	const known = 'abcdefghijklmnopqrstuvwxyz0123456789._-…';
	for (const character of known) expect(letter(character).segments.length).toBeGreaterThan(0);
	expect(new Set(Array.from(known, (one) => JSON.stringify(letter(one).segments))).size).toBe(
		known.length,
	);
});
