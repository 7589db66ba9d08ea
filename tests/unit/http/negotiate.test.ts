import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prefersHtml } from '../../../src/core/http/negotiate';

test.each([
	[
		'Chrome',
		'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
	],
	[
		'Firefox before 128',
		'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8',
	],
	['Firefox and Safari', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
	['EdgeHTML', 'text/html, application/xhtml+xml, application/xml; q=0.9, */*; q=0.8'],
	['Lynx', 'text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01'],
])('%s prefers HTML', (_, accept) => {
	expect(prefersHtml(accept)).toBe(true);
});

test.each([
	'text/html',
	'TEXT/HTML',
	' text/html ',
	'text/html;charset=utf-8',
	'text/html;level=1;q=0.5',
	'text/*',
	'text/*;q=0.1',
	'text/html;q=0.001',
	'application/json;q=0.8,text/html;q=0.9',
	'application/json;q=0.8, text/html',
	'application/json;q=0, */*',
	'*/*;q=0.1, text/html;q=0.2',
	'application/*;q=0.1, text/html;q=0.2',
	'text/html;Q=1.0,application/json;Q=0.9',
	'text/html ; q=0.9 , application/json ; q=0.8',
])('Accept %j prefers HTML', (accept) => {
	expect(prefersHtml(accept)).toBe(true);
});

test('a request without Accept gets JSON', () => {
	expect(prefersHtml(null)).toBe(false);
});

test.each([
	['curl, fetch and wget', '*/*'],
	['the island', 'application/json'],
	['axios', 'application/json, text/plain, */*'],
	['a problem client', 'application/problem+json, application/json'],
	['a request for an image', 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'],
	['a request for a style sheet', 'text/css,*/*;q=0.1'],
	['a request for an event stream', 'text/event-stream'],
	['HTTPie', 'application/json, */*;q=0.5'],
])('%s gets JSON', (_, accept) => {
	expect(prefersHtml(accept)).toBe(false);
});

test.each([
	'',
	',',
	';',
	';q=1',
	'text/html;q=0',
	'text/html;q=0.0, */*;q=0.1',
	'text/html;q=0.5, application/json;q=0.9',
	'text/html;q=0.5, application/*;q=0.9',
	'text/html;q=0.5, */*',
	'text/html;q=0.9, application/json',
	'text/html, application/json',
	'application/json, text/html',
	'text/*;q=0.5, application/json;q=0.6',
	'text/*, text/html;q=0, application/json;q=0.1',
	'xtext/html',
	'text/htmlx',
	'html',
	'text/html;q=-1',
	'text/html;q=2',
	'text/html;q=nonsense',
])('Accept %j gets JSON', (accept) => {
	expect(prefersHtml(accept)).toBe(false);
});

test('the range with the higher weight wins, in any order and beside any other ranges', () => {
	const weights = fc.integer({ min: 0, max: 1000 });
	const others = fc.array(fc.constantFrom('text/plain', 'image/*;q=0.9', 'application/xml'), {
		maxLength: 3,
	});
	const weigh = (weight: number) => (weight / 1000).toFixed(3);
	fc.assert(
		fc.property(weights, weights, others, fc.boolean(), (html, json, rest, htmlFirst) => {
			const ranges = [`text/html;q=${weigh(html)}`, `application/json;q=${weigh(json)}`, ...rest];
			if (!htmlFirst) ranges.reverse();
			expect(prefersHtml(ranges.join(', '))).toBe(html > json);
		}),
		{ numRuns: 1000 },
	);
});

test('the most specific range counts, in any order (RFC 9110, section 12.5.1)', () => {
	const ranges = ['*/*;q=0.9', 'text/*;q=0.8', 'text/html;q=0.1', 'application/json;q=0.2'];
	fc.assert(
		fc.property(fc.shuffledSubarray(ranges, { minLength: ranges.length }), (shuffled) => {
			expect(prefersHtml(shuffled.join(','))).toBe(false);
		}),
	);
});

test('prefersHtml accepts every text', () => {
	const pieces = fc.constantFrom('text/html', '*/*', ',', ';', 'q=', '=', '1', '.', ' ', '"', '/');
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
			expect(prefersHtml(parts.join(''))).toBeTypeOf('boolean');
		}),
	);
});
