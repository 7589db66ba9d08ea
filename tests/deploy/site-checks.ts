import { expect } from 'vitest';
import { freshName, post, randomAddress, send } from '../site/http';
import { watch } from '../site/watch';

export interface SiteCheck {
	readonly name: string;
	readonly check: (site: string) => Promise<void>;
}

/** What a deployed site must do, whatever it is deployed as. Each is a test of its own. */
export const siteChecks: readonly SiteCheck[] = [
	{
		name: 'pages show the values of counters',
		async check(site) {
			const name = freshName();
			await post(`${site}/api/${name}/increment`);
			for (const path of [
				'/',
				'/lessons/why',
				`/counters/${name}`,
				'/reference',
				'/problems/rate-limited',
			]) {
				const { status, headers, text } = await send(`${site}${path}`);
				expect([path, status]).toEqual([path, 200]);
				expect(headers['content-security-policy']).toContain("default-src 'none'");
				expect(text).toContain('</html>');
			}
			const { text } = await send(`${site}/counters/${name}`);
			expect(text).toMatch(/<data class="counter-value" value="1"/);
		},
	},
	{
		name: 'a form counts and leads back to its page',
		async check(site) {
			const name = freshName();
			const { status, headers } = await post(`${site}/api/${name}/increment`, {
				headers: {
					Accept: 'text/html',
					'Content-Type': 'application/x-www-form-urlencoded',
					Origin: site,
				},
				body: `amount=2&return=/counters/${name}`,
			});
			expect(status).toBe(303);
			expect(headers.location).toMatch(new RegExp(`^(?:${site})?/counters/${name}`));
			expect(JSON.parse((await send(`${site}/api/${name}/value`)).text)).toEqual({ value: 2 });
		},
	},
	{
		name: 'a program reads and writes, and is refused after its budget',
		async check(site) {
			const url = `${site}/api/${freshName()}/increment`;
			const client = randomAddress();
			// A slow machine gives a client time to earn more than the ten writes that it has.
			let value = 0;
			let answer = await post(url, { client });
			while (answer.status === 200 && value < 1000) {
				value += 1;
				expect(JSON.parse(answer.text)).toEqual({ value });
				answer = await post(url, { client });
			}
			expect(value).toBeGreaterThanOrEqual(10);
			expect(answer.status).toBe(429);
			expect(answer.headers['retry-after']).toBeDefined();
			const { text } = await send(`${site}/api/openapi.json`);
			expect(JSON.parse(text).openapi).toMatch(/^3\.1/);
		},
	},
	{
		name: 'a live socket receives a change',
		async check(site) {
			const name = freshName();
			const { messages, close } = await watch(site, name);
			await expect.poll(() => messages.at(-1)).toMatchObject({ value: 0 });
			await post(`${site}/api/${name}/increment`);
			await expect.poll(() => messages.at(-1)).toMatchObject({ value: 1 });
			close();
		},
	},
	{
		name: 'a badge draws the value',
		async check(site) {
			const name = freshName();
			await post(`${site}/api/${name}/increment`, {
				headers: { 'Content-Type': 'application/json' },
				body: '{"amount":321}',
			});
			const { headers, text } = await send(`${site}/badge/${name}.svg`);
			expect(headers['content-type']).toContain('image/svg+xml');
			expect(text).toContain('321');
		},
	},
	{
		name: 'static files come with their headers, and the old address of pictures leads on',
		async check(site) {
			const { text: page } = await send(`${site}/`);
			const hashed = [...page.matchAll(/"(\/_astro\/[^"]+\.(?:css|js))"/g)].map(([, path]) => path);
			expect(hashed.length).toBeGreaterThan(1);
			for (const path of [...hashed, '/favicon.svg', '/lessons/why.md', '/site.webmanifest']) {
				const { status, headers } = await send(`${site}${path}`);
				expect([path, status]).toEqual([path, 200]);
				expect(headers['x-content-type-options']).toBe('nosniff');
				const isHashed = path?.startsWith('/_astro/');
				expect(/immutable/.test(String(headers['cache-control']))).toBe(isHashed);
			}
			const { status, headers } = await send(`${site}/card/x.png`);
			expect([status, headers.location]).toEqual([301, '/link-picture.png']);
		},
	},
	{
		name: 'what does not exist is the 404 page of the site, and nothing private is served',
		async check(site) {
			const missing = [
				'/nowhere',
				'/_worker.js/index.js',
				'/_routes.json',
				'/.assetsignore',
				'/lessons/prerendered.txt',
				'/lessons%2Fprerendered.txt',
			];
			for (const path of missing) {
				const { status, headers } = await send(`${site}${path}`, {
					headers: { Accept: 'text/html' },
				});
				expect([path, status]).toEqual([path, 404]);
				expect(headers['x-request-id']).toBeDefined();
			}
			const maps = await send(`${site}/_astro/index.js.map`);
			expect(maps.status).toBe(404);
		},
	},
];
