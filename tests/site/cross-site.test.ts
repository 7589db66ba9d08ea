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

/** The rule as the contract states it, sentence by sentence. */
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

test('the cross-site matrix: every combination is judged as the contract says', async () => {
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
	console.log(`cross-site: ${combinations} combinations, ${wrong.length} judged wrong`);
	expect(wrong).toEqual([]);
	expect(combinations).toBeGreaterThanOrEqual(500);
	expect(await counterValue(site, name)).toBe(counted);
});

test('reads may be seen by every origin, writes by none that is not listed', async () => {
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

test('only CF-Connecting-IP names a client: other address headers open no new budget', async () => {
	const name = freshName();
	const client = `2001:db8:${(Date.now() % 0xffff).toString(16)}::1`;
	const spellings = [
		'X-Forwarded-For',
		'X-Real-IP',
		'Forwarded',
		'True-Client-IP',
		'X-Client-IP',
		'CF-Connecting-IPv6',
		'CF-Pseudo-IPv4',
		'Fastly-Client-IP',
	].map((field, index) => ({ [field]: `198.51.100.${index}` }));
	const answers = await Promise.all(
		Array.from({ length: 48 }, (_, index) =>
			send(`${site}/api/${name}/increment`, {
				method: 'POST',
				// Any address of the same /64 is the same client, however it is spelled.
				client: index % 2 ? client : client.replace('::1', ':0:0:0:0:abcd').toUpperCase(),
				headers: spellings[index % spellings.length] ?? {},
			}),
		),
	);
	const admitted = answers.filter(({ status }) => status === 200).length;
	expect(answers.filter(({ status }) => status !== 200 && status !== 429)).toEqual([]);
	expect(admitted).toBeGreaterThanOrEqual(10);
	expect(admitted).toBeLessThan(48);
	expect(await counterValue(site, name)).toBe(admitted);
});
