import { expect, test } from 'vitest';
import { type CounterName, parseName } from '../../../src/core/contract/name';
import { badgeLabelMaxLength, readBadgeOptions } from '../../../src/core/pictures/badge-options';

const name = parseName('visits') as CounterName;

function options(query = '') {
	return readBadgeOptions(new URLSearchParams(query), name);
}

test('without parameters a badge is labelled with the name, rust and flat', () => {
	expect(options()).toEqual({ label: 'visits', color: 'a8321a', style: 'flat' });
});

test('the parameters set label, colour and style', () => {
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
])('the colour %s is read as %s', (color, expected) => {
	expect(options(`color=${encodeURIComponent(color)}`).color).toBe(expected);
});

test.each(['', 'abcd', 'red"/><script>', 'url(#x)', 'constructor', '__proto__', '12345g'])(
	'the colour %j is ignored in favour of rust',
	(color) => {
		expect(options(`color=${encodeURIComponent(color)}`).color).toBe('a8321a');
	},
);

test('an unknown style is ignored in favour of flat', () => {
	expect(options('style=shiny').style).toBe('flat');
});

test('an empty label is kept', () => {
	expect(options('label=').label).toBe('');
});

test('a long label is shortened and ends in an ellipsis', () => {
	const { label } = options(`label=${'x'.repeat(500)}`);
	expect(Array.from(label)).toHaveLength(badgeLabelMaxLength);
	expect(label.endsWith('…')).toBe(true);
});

test('the id of a private counter is not used as a label', () => {
	const id = parseName('0'.repeat(64));
	expect(readBadgeOptions(new URLSearchParams(), id).label).toBe('counter');
});
