import { expect, test } from 'vitest';
import { siteNames } from '../../../src/core/contract/paths';

test('the names of the site are those of its API and of the tutorial', () => {
	expect([...siteNames]).toEqual(
		expect.arrayContaining(['counters', 'limit', 'openapi.json', 'counter-1']),
	);
});
