import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CounterName, parseName } from '../../../src/core/contract/name';
import { valuesOf } from '../../../src/core/history/series';
import {
	badgeDocument,
	drawBadge,
	invalidMessage,
	unavailableMessage,
	valueMessage,
} from '../../../src/core/pictures/badge';
import { readBadgeOptions } from '../../../src/core/pictures/badge-options';
import { trendText } from '../../../src/core/pictures/trend';
import { anySeries } from '../history/any-series';
import { anyBadgeQuery } from './any-badge';
import { parseXml } from './parse-xml';

const name = parseName('visits') as CounterName;

const anyMessage = fc.oneof(
	fc.maxSafeInteger().map((value) => valueMessage(value)),
	fc
		.tuple(fc.maxSafeInteger(), anySeries)
		.map(([value, series]) => valueMessage(value, valuesOf(series))),
	fc.constantFrom(invalidMessage, unavailableMessage),
);

const anyBadge = fc.record({
	options: anyBadgeQuery.map((query) => readBadgeOptions(query, name)),
	message: anyMessage,
});

test('an XML parser reads 1,000 badges, and each title is the label and the message', () => {
	fc.assert(
		fc.property(anyBadge, ({ options, message }) => {
			const [svg, ...elements] = parseXml(drawBadge(options, message));
			const { label } = options;
			const { trend } = message;
			const said = trend ? `${message.text}, ${trendText(trend)}` : message.text;
			const text = label === '' ? said : `${label}: ${said}`;
			expect(svg?.tag).toBe('svg');
			expect(svg?.attributes).toMatchObject({ role: 'img', 'aria-label': text });
			const texts = elements.filter(({ tag }) => tag === 'text').map(({ text }) => text);
			expect(texts).toEqual(label === '' ? [message.text] : [label, message.text]);
			expect(elements.filter(({ tag }) => tag === 'title').map(({ text }) => text)).toEqual([text]);
		}),
		{ numRuns: 1000 },
	);
});

test('a badge has only elements and attributes that image proxies and sanitizers keep', () => {
	fc.assert(
		fc.property(anyBadge, ({ options, message }) => {
			for (const { tag, attributes } of parseXml(drawBadge(options, message))) {
				expect(['svg', 'title', 'g', 'path', 'rect', 'text', 'tspan']).toContain(tag);
				for (const [attribute, value] of Object.entries(attributes)) {
					expect(attribute).not.toMatch(/^(?:id|class|style|on.*|.*href|xml:.*)$/);
					if (attribute !== 'aria-label') expect(value).not.toMatch(/url\(/);
				}
			}
		}),
	);
});

test('three badges inlined in one document share no id', () => {
	fc.assert(
		fc.property(fc.tuple(anyBadge, anyBadge, anyBadge), (badges) => {
			const drawn = badges.map(({ options, message }) => drawBadge(options, message));
			const elements = parseXml(`<body>${drawn.join('')}</body>`);
			expect(elements.filter(({ tag }) => tag === 'svg')).toHaveLength(3);
			const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
			expect(new Set(ids).size).toBe(ids.length);
		}),
	);
});

test('a badge as data has the label and the message of the picture', () => {
	fc.assert(
		fc.property(anyBadge, ({ options, message }) => {
			const { label, message: text } = badgeDocument(options, message);
			const texts = parseXml(drawBadge(options, message)).filter(({ tag }) => tag === 'text');
			expect([label, text].filter((part) => part !== '')).toEqual(texts.map(({ text }) => text));
		}),
	);
});

test('a normalization to NFC leaves a badge well-formed', () => {
	fc.assert(
		fc.property(anyBadge, ({ options, message }) => {
			expect(() => parseXml(drawBadge(options, message).normalize('NFC'))).not.toThrow();
		}),
	);
});
