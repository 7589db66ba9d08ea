import { expect, test } from 'vitest';
import { contentTag, matchesTag, parseVersionTag } from '../../src/core/etag';

test('a tag changes with the version and with the text', () => {
	const tags = [contentTag(1, 'a'), contentTag(2, 'a'), contentTag(1, 'b'), contentTag(1, '')];
	expect(new Set(tags).size).toBe(tags.length);
	expect(contentTag(1, 'a')).toBe(tags[0]);
	for (const tag of tags) expect(tag).toMatch(/^"\d+-[0-9a-f]{8}"$/);
});

test('a tag of a drawing is matched, and is not taken for that of a value', () => {
	const tag = contentTag(3, 'drawing');
	expect(matchesTag(`"x", W/${tag}`, tag)).toBe(true);
	expect(matchesTag('"3"', tag)).toBe(false);
	expect(parseVersionTag(tag)).toBeUndefined();
});
