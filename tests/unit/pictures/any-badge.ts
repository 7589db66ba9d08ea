import fc from 'fast-check';
import { badgeColors, badgeStyles } from '../../../src/core/pictures/badge-options';
import { sampleLabels } from './sample-labels';

const pieces = [
	...Object.values(sampleLabels).flat(),
	...[
		'&',
		'<',
		'>',
		'"',
		"'",
		']]>',
		'<!--',
		'-->',
		'<![CDATA[',
		'<?xml',
		'&amp;',
		'&#0;',
		'%',
		'\\',
	],
	...['\u0000', '\u0008', '\u000b', '\u001f', '\u007f', '\u0085', '\ufffe', '\uffff', '\ufdd0'],
	...['\u{1fffe}', '\ud800', '\udfff', '\u200b', '\u200c', '\u200d', '\ufe0f', '\ufeff', '\u00ad'],
	...['\u202a', '\u202e', '\u202c', '\u2066', '\u2069', '\u061c', '\u200e', '\u0301', '\u0338'],
	...['\t', '\n', '\r', '\u2028', '\u00a0', ' '],
];

/** Labels of all scripts, and hostile ones. */
export const anyLabel = fc.oneof(
	fc.constantFrom(...pieces),
	fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join('')),
	fc.string({ unit: 'binary', maxLength: 120 }),
	fc.string({ unit: 'grapheme', maxLength: 120 }),
);

const anyColor = fc.oneof(
	fc.constantFrom(...Object.keys(badgeColors), '', 'abc', '#fff', 'url(#c)', '"/><script>'),
	fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 6, maxLength: 6 }),
);

/** The query of a badge: labels of all scripts and hostile ones, all styles, any colours. */
export const anyBadgeQuery = fc
	.record({
		label: anyLabel,
		color: anyColor,
		style: fc.constantFrom(...badgeStyles),
	})
	.map((query) => new URLSearchParams(query));
