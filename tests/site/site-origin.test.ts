import { expect, test } from 'vitest';
import { browser, freshName, post, send } from './http';
import { useSite } from './use-site';

const origin = 'http://counters.example';
const site = useSite({ vars: { SITE_ORIGIN: origin } });

/** The fields of a request under the site's own address; without them it comes under another one. */
const own = { Host: 'counters.example' };

const paths = [
	'/',
	'/counters',
	'/counters/counter-1',
	'/counters?name=counter-1',
	'/reference',
	'/problems/internal',
	'/nowhere',
	'/404',
	'/500',
	'/badge/counter-1.svg',
	'/api/counter-1/value',
	'/api/-/value',
	'/api/openapi.json',
	'/sitemap.xml',
	'/robots.txt',
	'/.well-known/security.txt',
];

test.each(paths)('%s is not to be indexed under another address than the site’s', async (path) => {
	expect((await send(site().url + path)).headers['x-robots-tag']).toBe('noindex');
	const { headers } = await send(site().url + path, { headers: own });
	expect(headers).not.toHaveProperty('x-robots-tag');
});

test('a form and a write under another address are answered as under the site’s own', async () => {
	for (const headers of [{}, own]) {
		const { status, headers: answered } = await post(`${site().url}/api/${freshName()}/increment`, {
			headers,
		});
		expect([status, answered['x-robots-tag']]).toEqual([
			200,
			'Host' in headers ? undefined : 'noindex',
		]);
	}
});

test.each(['/', '/counters', '/reference', '/problems/internal'])(
	'%s names the site’s own address under every address',
	async (path) => {
		for (const headers of [browser, { ...browser, ...own }]) {
			const { text } = await send(site().url + path, { headers });
			expect(text).toContain(`<link rel="canonical" href="${origin}${path}">`);
			expect(text).toContain(`<meta property="og:url" content="${origin}${path}">`);
			expect(text).toContain(`<meta property="og:image" content="${origin}/link-picture.png">`);
		}
	},
);

test('a counter’s page gives codes and data with the site’s own address', async () => {
	const name = freshName();
	await post(`${site().url}/api/${name}/increment`);
	const { text } = await send(`${site().url}/counters/${name}`);
	expect(text).toContain(`"url":"${origin}/counters/${name}"`);
	expect(text).toContain(`curl ${origin}/api/${name}/value`);
	expect(text).not.toContain(site().url);
});

test('the site map and the rules for crawlers name the site’s own address only', async () => {
	const { text: map } = await send(`${site().url}/sitemap.xml`);
	expect(map.match(/<loc>/g)?.length).toBeGreaterThan(15);
	expect(map.match(/<loc>http:\/\/counters\.example\//g)).toHaveLength(
		map.match(/<loc>/g)?.length ?? 0,
	);
	const { text: rules } = await send(`${site().url}/robots.txt`);
	expect(rules).toContain(`Sitemap: ${origin}/sitemap.xml`);
	// A crawler that may not ask would never see that the page is not to be indexed.
	expect(rules).not.toMatch(/^Disallow: \/$/m);
});
