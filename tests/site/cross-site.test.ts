import { expect, inject, test } from 'vitest';
import { freshName, send, counterValue } from './http';

const site = inject('siteUrl');
const { host } = new URL(site);

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST'] as const;
const fetchSites = [undefined, 'same-origin', 'none', 'same-site', 'cross-site', 'Same-Origin', ''];
const origins = [
	undefined,
	site,
	`https://${host}`,
	'null',
	'https://elsewhere.example',
	`http://${host}.elsewhere.example`,
	'http://localhost',
	'garbage',
];
const contentTypes = [
	undefined,
	'application/json',
	'application/x-www-form-urlencoded',
	'text/plain',
];

/** The rule of the contract, sentence by sentence. */
function mayPass(
	method: string,
	fetchSite: string | undefined,
	origin: string | undefined,
): boolean {
	if (method !== 'POST') return true;
	if (fetchSite === 'same-origin' || fetchSite === 'none') return true;
	if (fetchSite !== undefined) return false;
	return origin === undefined || origin === site || origin === `https://${host}`;
}

test('in every combination of headers, a request passes as the cross-site rule says', async () => {
	const name = freshName();
	let combinations = 0;
	let counted = 0;
	const wrong: string[] = [];
	for (const method of methods) {
		for (const fetchSite of fetchSites) {
			for (const origin of origins) {
				const answers = await Promise.all(
					contentTypes.map((contentType) =>
						send(`${site}/api/${name}/${method === 'POST' ? 'increment' : 'value'}`, {
							method,
							headers: {
								...(fetchSite !== undefined && { 'Sec-Fetch-Site': fetchSite }),
								...(origin !== undefined && { Origin: origin }),
								...(contentType !== undefined && { 'Content-Type': contentType }),
							},
						}),
					),
				);
				for (const { status } of answers) {
					combinations += 1;
					const passed = status !== 403;
					if (passed && method === 'POST') counted += 1;
					if (passed !== mayPass(method, fetchSite, origin)) {
						wrong.push(`${method} ${fetchSite} ${origin} ${status}`);
					}
				}
			}
		}
	}
	console.log(`cross-site: ${combinations} combinations, ${wrong.length} wrong`);
	expect(wrong).toEqual([]);
	expect(combinations).toBeGreaterThanOrEqual(500);
	expect(await counterValue(site, name)).toBe(counted);
});

test('every origin may read answers to reads, and only a listed one answers to writes', async () => {
	const name = freshName();
	const headers = { Origin: 'https://elsewhere.example' };
	const read = await send(`${site}/api/${name}/value`, { headers });
	expect(read.headers['access-control-allow-origin']).toBe('*');

	const preflight = await send(`${site}/api/${name}/increment`, {
		method: 'OPTIONS',
		headers: { ...headers, 'Access-Control-Request-Method': 'POST' },
	});
	expect(preflight.status).toBe(204);
	expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');

	const write = await send(`${site}/api/${name}/increment`, { method: 'POST', headers });
	expect(write.status).toBe(403);
	expect(write.headers).not.toHaveProperty('access-control-allow-origin');
});
