import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	badgeDocument,
	badgeLabelMaxLength,
	badgeStyles,
	drawBadge,
	invalidMessage,
	readBadgeOptions,
	textWidth,
	unavailableMessage,
	valueMessage,
} from '../../../src/core/pictures/badge';
import { type CounterName, parseName } from '../../../src/core/contract/name';

const name = parseName('visits') as CounterName;

function options(query = '') {
	return readBadgeOptions(new URLSearchParams(query), name);
}

/** The number that an attribute of the first element `tag` holds. */
function numbers(svg: string, tag: string, attribute: string): readonly number[] {
	const elements = svg.match(new RegExp(`<${tag} [^>]*>`, 'g')) ?? [];
	return elements.flatMap((element) => {
		const value = new RegExp(` ${attribute}="([^"]*)"`).exec(element)?.[1];
		return value === undefined ? [] : [Number(value)];
	});
}

describe('the parameters', () => {
	test('are the name, rust and flat if there are none', () => {
		expect(options()).toEqual({ label: 'visits', color: 'a8321a', style: 'flat' });
	});

	test('name label, colour and style', () => {
		expect(options('label=Guests&color=blue&style=wheels')).toEqual({
			label: 'Guests',
			color: '2467a8',
			style: 'wheels',
		});
	});

	test.each([
		['abc', 'aabbcc'],
		['#ABC', 'aabbcc'],
		['12EF90', '12ef90'],
		['Green', '2f7d3b'],
	])('take the colour %s', (color, expected) => {
		expect(options(`color=${encodeURIComponent(color)}`).color).toBe(expected);
	});

	test.each(['', 'abcd', 'red"/><script>', 'url(#x)', 'constructor', '__proto__', '12345g'])(
		'fall back from the colour %j',
		(color) => {
			expect(options(`color=${encodeURIComponent(color)}`).color).toBe('a8321a');
		},
	);

	test('fall back from a style that is none', () => {
		expect(options('style=shiny').style).toBe('flat');
	});

	test('keep an empty label, and draw no room for it', () => {
		const svg = drawBadge(options('label='), valueMessage(7));
		expect(svg).toContain('<title>7</title>');
		expect(numbers(svg, 'svg', 'width')).toEqual([textWidth('7') + 12]);
	});

	test('cut a long label', () => {
		const { label } = options(`label=${'x'.repeat(500)}`);
		expect(Array.from(label)).toHaveLength(badgeLabelMaxLength);
		expect(label.endsWith('…')).toBe(true);
	});

	test('do not spell out the id of a private counter', () => {
		const id = parseName('0'.repeat(64));
		expect(readBadgeOptions(new URLSearchParams(), id).label).toBe('counter');
	});
});

describe('the drawing', () => {
	const values = [0, 7, -1, 42, -123456, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

	test.each(values.flatMap((value) => badgeStyles.map((style) => [value, style] as const)))(
		'has room for %d in the style %s',
		(value, style) => {
			const svg = drawBadge(options(`style=${style}`), valueMessage(value));
			const [width = 0] = numbers(svg, 'svg', 'width');
			const starts = svg.match(/<text x="([^"]*)"/g)?.map((text) => text.match(/[\d.]+/g)) ?? [];
			for (const x of starts.flat()) expect(Number(x)).toBeLessThan(width);
			const lengths = numbers(svg, 'text', 'textLength');
			const ends = lengths.map((length, index) => length + Number(starts[index]?.[0]));
			for (const end of ends) expect(end).toBeLessThan(width);
			expect(svg).toContain(`<title>visits: ${value}</title>`);
			expect(svg).toContain('role="img"');
		},
	);

	test('puts each character on a wheel of its own', () => {
		const svg = drawBadge(options('style=wheels'), valueMessage(-120));
		const centres = /<text x="([\d. ]+)" [^>]*text-anchor="middle"[^>]*>-120</.exec(svg)?.[1];
		expect(centres?.split(' ')).toHaveLength(4);
	});

	test('writes out what is no value, in every style', () => {
		const svg = drawBadge(options('style=wheels'), unavailableMessage);
		expect(svg).toContain('>unavailable</text>');
		expect(svg).not.toContain('text-anchor');
	});

	test('says that a counter cannot be reached, or that a name is none', () => {
		expect(drawBadge(options(), unavailableMessage)).toContain('visits: unavailable');
		expect(drawBadge(options(), invalidMessage)).toContain('visits: invalid name');
	});

	test.each([
		['yellow', '1f1b14'],
		['black', 'fffdf6'],
		['fff', '1f1b14'],
	])('writes on %s in the colour that can be read', (color, ink) => {
		const svg = drawBadge(options(`label=&color=${color}`), valueMessage(1));
		expect(svg).toContain(`fill="#${ink}" textLength`);
	});

	test('is well-formed whatever the label is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (label) => {
				const query = new URLSearchParams({ label });
				const svg = drawBadge(readBadgeOptions(query, name), valueMessage(1));
				const texts = svg.split(/<[^<>]*>/);
				for (const text of texts) expect(text).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
				expect(svg).not.toMatch(/[\p{Cc}\ufffe\uffff]/u);
				expect(svg.isWellFormed()).toBe(true);
			}),
		);
	});
});

test('the data are what an endpoint badge reads', () => {
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
