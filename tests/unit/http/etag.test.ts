import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentTag, matchesStrongly, matchesTag, versionTag } from '../../../src/core/http/etag';

const versions = fc.maxSafeNat().map(String);

test('versionTag returns a strong entity tag (RFC 9110, section 8.8.3)', () => {
	fc.assert(
		fc.property(versions, (version) => {
			expect(versionTag(version)).toMatch(/^"[\x21\x23-\x7e]*"$/);
		}),
	);
});

test('different versions have different tags', () => {
	fc.assert(
		fc.property(versions, versions, (one, other) => {
			expect(versionTag(one) === versionTag(other)).toBe(one === other);
		}),
	);
});

/** Entity tags of other servers, with commas and stars in them. */
const foreign = fc
	.string({ unit: fc.constantFrom(...'ab,*W/-: 3'), maxLength: 6 })
	.map((opaque) => `"x${opaque}"`.replaceAll(' ', ''));
const weak = fc.constantFrom('', 'W/');

test('If-None-Match matches a tag anywhere in its list, compared weakly', () => {
	fc.assert(
		fc.property(versions, weak, fc.array(foreign), fc.nat(), (version, prefix, others, place) => {
			const list = [...others];
			list.splice(place % (others.length + 1), 0, prefix + versionTag(version));
			for (const comma of [',', ', ', ' ,\t']) {
				expect(matchesTag(list.join(comma), versionTag(version))).toBe(true);
			}
		}),
	);
});

test('If-None-Match matches no tag that is not in its list', () => {
	fc.assert(
		fc.property(versions, fc.array(fc.tuple(weak, foreign)), (version, others) => {
			const list = others.map(([prefix, tag]) => prefix + tag).join(', ');
			expect(matchesTag(list, versionTag(version))).toBe(false);
		}),
		{ numRuns: 2000 },
	);
});

test.each([
	['*', true],
	[' * ', true],
	['"3"', true],
	['W/"3"', true],
	['"2", "3"', true],
	['"2"', false],
	['"33"', false],
	['3', false],
	["'3'", false],
	['w/"3"', false],
	['"a,*,b"', false],
	['"', false],
	['', false],
	[null, false],
])('If-None-Match %j matches the tag "3": %s', (header, expected) => {
	expect(matchesTag(header, '"3"')).toBe(expected);
});

test('the tag of content changes with the version and with the text', () => {
	const tags = [
		contentTag('1', 'a'),
		contentTag('2', 'a'),
		contentTag('1', 'b'),
		contentTag('1', ''),
	];
	expect(new Set(tags).size).toBe(tags.length);
	expect(contentTag('1', 'a')).toBe(tags[0]);
	for (const tag of tags) expect(tag).toMatch(/^"\d+-[0-9a-f]{8}"$/);
});

test('the tag of a picture is matched, and is not the tag of a version', () => {
	const tag = contentTag('3', 'picture');
	expect(matchesTag(`"x", W/${tag}`, tag)).toBe(true);
	expect(matchesTag('"3"', tag)).toBe(false);
});

test.each([
	['*', true],
	[' * ', true],
	['"3"', true],
	['"2", "3"', true],
	['"2" ,"3"', true],
	['W/"3"', false],
	['"2"', false],
	['"33"', false],
	['3', false],
	['', false],
])('If-Match %j matches the tag "3" strongly: %s', (header, expected) => {
	expect(matchesStrongly(header, '"3"')).toBe(expected);
});
