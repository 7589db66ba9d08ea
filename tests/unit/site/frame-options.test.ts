import { expect, test } from 'vitest';
import { counterFrame, isFramePath } from '../../../src/core/contract/paths';
import type { CounterName } from '../../../src/core/contract/name';
import { framedPolicy, pagePolicy } from '../../../src/core/http/security-headers';
import { readFrameOptions } from '../../../src/core/site/frame-options';

const name = 'my-counter' as CounterName;
const read = (query: string) => readFrameOptions(new URLSearchParams(query), name);

test('a frame without options has two buttons and no label', () => {
	expect(read('')).toEqual({ mode: 'count', label: '', subject: name });
});

test('a frame takes its mode and a clean label, and falls back where it cannot', () => {
	expect(read('mode=like&label=%20My%0Alikes')).toEqual({
		mode: 'like',
		label: 'My likes',
		subject: 'My likes',
	});
	expect(read('mode=none').mode).toBe('count');
});

test('the path of a frame is distinguished from all others', () => {
	for (const path of [counterFrame(name), `${counterFrame(name)}?mode=like`]) {
		expect(isFramePath(path)).toBe(true);
	}
	for (const path of ['/', '/embed/', '/embed/a/b', '/counters/embed/a', '/embed.js']) {
		expect(isFramePath(path)).toBe(false);
	}
});

test('the policy of a frame differs from that of a page in who may frame it', () => {
	const policy = framedPolicy(pagePolicy.join('; '));
	expect(policy).toContain('frame-ancestors *');
	expect(policy.replace('frame-ancestors *', "frame-ancestors 'none'")).toBe(pagePolicy.join('; '));
});
