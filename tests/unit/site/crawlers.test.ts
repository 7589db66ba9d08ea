import { expect, test } from 'vitest';
import { indexedPaths, robotsText, siteMap } from '../../../src/core/site/crawlers';

const origin = 'https://counters.example';

test('the site map has the URL of every page once', () => {
	const addresses = Array.from(
		siteMap(origin, ['why', 'live']).matchAll(/<loc>([^<&]*)<\/loc>/g),
		([, url]) => url,
	);
	expect(addresses).toEqual(
		[...indexedPaths, '/lessons/why', '/lessons/live'].map((path) => origin + path),
	);
	expect(new Set(addresses).size).toBe(addresses.length);
	expect(addresses).toContain(`${origin}/counters/counter-1`);
	expect(addresses).toContain(`${origin}/problems/rate-limited`);
});

test('robots.txt has the URL of the site map', () => {
	expect(robotsText(origin)).toMatch(/^Sitemap: https:\/\/counters\.example\/sitemap\.xml$/m);
});
