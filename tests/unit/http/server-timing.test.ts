import { expect, test } from 'vitest';
import { withSpans } from '../../../src/core/http/server-timing';

test('spans are written as metrics, and added to those that are there', () => {
	expect(withSpans(undefined, ['limiter', 1.5])).toBe('limiter;dur=1.5');
	expect(withSpans('limiter;dur=1.5', ['counter', 0])).toBe('limiter;dur=1.5, counter;dur=0');
});
