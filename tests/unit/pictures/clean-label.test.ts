import fc from 'fast-check';
import { expect, test } from 'vitest';
import { badgeLabelMaxLength } from '../../../src/core/pictures/badge-options';
import { cleanLabel, readsRightToLeft } from '../../../src/core/pictures/clean-label';
import { anyLabel } from './any-badge';
import { oddLabels } from './odd-labels';
import { sampleLabels } from './sample-labels';

const clean = (label: string) => cleanLabel(label, badgeLabelMaxLength);

test.each(oddLabels)('a label of %s is made fit for a badge', (_, label, becomes) => {
	expect(clean(label)).toBe(becomes);
});

test('there are at least 60 odd labels', () => {
	expect(oddLabels.length).toBeGreaterThanOrEqual(60);
});

test.each(Object.entries(sampleLabels))('labels in the script %s are kept', (_, labels) => {
	for (const label of labels) expect(clean(label)).toBe(label.normalize('NFC'));
});

test('a label that is fit for a badge stays as it is', () => {
	fc.assert(
		fc.property(anyLabel, (label) => {
			expect(clean(clean(label))).toBe(clean(label));
		}),
	);
});

test('a cut label consists of whole characters of the label and an ellipsis', () => {
	const segmenter = new Intl.Segmenter('und');
	const long = fc.array(anyLabel, { minLength: 20, maxLength: 40 }).map((all) => all.join('x'));
	fc.assert(
		fc.property(long, (label) => {
			const cut = clean(label);
			fc.pre(cut.endsWith('…'));
			// With no limit in the way the label is cleaned only.
			const whole = cleanLabel(label, label.length);
			const ends = Array.from(segmenter.segment(whole), ({ index }) => index);
			const kept = cut.slice(0, -1);
			expect(whole.startsWith(kept)).toBe(true);
			// It is cut where a character begins, and blanks before that are left out. A blank may be a part
			// of the next character itself, under a mark.
			const isBlankUntil = (end: number) => whole.slice(kept.length, end).trim() === '';
			expect(ends.some((end) => end >= kept.length && isBlankUntil(end))).toBe(true);
			expect(Array.from(segmenter.segment(cut)).length).toBeLessThanOrEqual(badgeLabelMaxLength);
		}),
		{ examples: [63, 64].map((units): [string] => [`${'x'.repeat(units)} \u20f1xx`]) },
	);
});

test.each([
	['visits', false],
	['', false],
	['123', false],
	['→ 12 %', false],
	['Москва', false],
	['GitHub בעברית', false],
	['מבקרים', true],
	['12 מבקרים', true],
	['(سلام) GitHub', true],
	['«بازدیدها»', true],
	['ދިވެހި', true],
	['ߒߞߏ', true],
	['𞤆𞤵𞤤', true],
	['👍 שלום', true],
])('the label "%s" reads from right to left: %s', (label, expected) => {
	expect(readsRightToLeft(label)).toBe(expected);
});
