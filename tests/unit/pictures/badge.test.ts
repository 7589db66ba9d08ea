import { expect, test } from 'vitest';
import { type CounterName, parseName } from '../../../src/core/contract/name';
import {
	badgeDocument,
	drawBadge,
	invalidMessage,
	unavailableMessage,
	valueMessage,
} from '../../../src/core/pictures/badge';
import { badgeStyles, readBadgeOptions } from '../../../src/core/pictures/badge-options';
import { textWidth } from '../../../src/core/pictures/text-width';

const name = parseName('visits') as CounterName;

function options(query = '') {
	return readBadgeOptions(new URLSearchParams(query), name);
}

/** The numbers that an attribute of the elements `tag` holds. */
function numbers(svg: string, tag: string, attribute: string): readonly number[] {
	const elements = svg.match(new RegExp(`<${tag} [^>]*>`, 'g')) ?? [];
	return elements.flatMap((element) => {
		const value = new RegExp(` ${attribute}="([^"]*)"`).exec(element)?.[1];
		return value === undefined ? [] : [Number(value)];
	});
}

/** The centres of texts and of the characters on wheels. */
function centres(svg: string): readonly number[] {
	return Array.from(svg.matchAll(/<(?:text|tspan) x="([^"]*)"/g), ([, x]) => Number(x));
}

const values = [0, 7, -1, 42, -123456, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

test.each(values.flatMap((value) => badgeStyles.map((style) => [value, style] as const)))(
	'the value %d fits into a badge of the style %s',
	(value, style) => {
		const svg = drawBadge(options(`style=${style}`), valueMessage(value));
		const [width = 0] = numbers(svg, 'svg', 'width');
		for (const x of centres(svg)) expect(x).toBeLessThan(width);
		const ends = numbers(svg, 'text', 'textLength').map((length, index) => {
			return (centres(svg)[index] ?? 0) + length / 2;
		});
		for (const end of ends) expect(end).toBeLessThan(width);
		expect(svg).toContain(`<title>visits: ${value}</title>`);
		expect(svg).toContain('role="img"');
	},
);

test('a badge with an empty label is as wide as its message', () => {
	const svg = drawBadge(options('label='), valueMessage(7));
	expect(svg).toContain('<title>7</title>');
	expect(numbers(svg, 'svg', 'width')).toEqual([textWidth('7', 11) + 12]);
});

test('the style wheels draws each character on a wheel of its own', () => {
	const svg = drawBadge(options('style=wheels'), valueMessage(-120));
	expect(svg).toMatch(/(?:<tspan x="[\d.]+">[-120]<\/tspan>){4}<\/text>/);
	expect(centres(svg)).toHaveLength(1 + 4);
});

test('a message that is no value is drawn as text in the style wheels', () => {
	const svg = drawBadge(options('style=wheels'), unavailableMessage);
	expect(svg).toContain('>unavailable</text>');
	expect(svg).not.toContain('<tspan');
});

test('a badge says that a counter cannot be reached or that a name is invalid', () => {
	expect(drawBadge(options(), unavailableMessage)).toContain('visits: unavailable');
	expect(drawBadge(options(), invalidMessage)).toContain('visits: invalid name');
});

test.each([
	['yellow', '1f1b14'],
	['black', 'fffdf6'],
	['fff', '1f1b14'],
])('text on the colour %s is drawn in #%s', (color, ink) => {
	const svg = drawBadge(options(`label=&color=${color}`), valueMessage(1));
	expect(svg).toContain(`fill="#${ink}" textLength`);
});

test('a badge as data follows the endpoint schema of shields.io', () => {
	expect(badgeDocument(options('label=Guests'), valueMessage(-3))).toEqual({
		schemaVersion: 1,
		label: 'Guests',
		message: '-3',
		color: 'a8321a',
	});
	expect(badgeDocument(options(), unavailableMessage)).toMatchObject({
		message: 'unavailable',
		isError: true,
	});
});

test('only a label that reads from right to left has that direction', () => {
	const label = (text: string) => options(`label=${encodeURIComponent(text)}`);
	const [first, second] = drawBadge(label('מבקרים'), valueMessage(-1)).split('</text>');
	expect(first).toMatch(/<text x="[\d.]+" y="14" direction="rtl"/);
	expect(second).not.toContain('direction');
	expect(drawBadge(label('visits'), valueMessage(-1))).not.toContain('direction="rtl"');
});

test('the line of a trend stands between the label and the value', () => {
	const svg = drawBadge(options('style=trend'), valueMessage(45, [3, 10, 45]));
	expect(svg).toContain('<title>visits: 45, up from 3 in 2 days</title>');
	const [left = 0, right = 0] = numbers(svg, 'text', 'x');
	const xs = Array.from(/ d="(M[^"z]*L[^"z]*)"/.exec(svg)?.[1]?.matchAll(/[ML](\S+) /g) ?? []).map(
		([, x]) => Number(x),
	);
	expect(xs).toHaveLength(3);
	expect(xs[0]).toBeGreaterThan(left + textWidth('visits', 11) / 2);
	expect(xs.at(-1)).toBeLessThan(right - textWidth('45', 11) / 2);
});

test('a badge of the style trend without a trend is flat', () => {
	expect(drawBadge(options('style=trend'), unavailableMessage)).toBe(
		drawBadge(options('style=flat'), unavailableMessage),
	);
});
