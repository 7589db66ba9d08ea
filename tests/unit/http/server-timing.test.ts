import { expect, test } from 'vitest';
import { withSpan } from '../../../src/core/http/server-timing';

test('spans are written as metrics, and added to those that are there', () => {
	const limiter = withSpan(undefined, { name: 'limiter', duration: 1.5 });
	expect(limiter).toBe('limiter;dur=1.5');
	expect(withSpan(limiter, { name: 'counter', duration: 0, description: 'write' })).toBe(
		'limiter;dur=1.5, counter;desc=write;dur=0',
	);
});
