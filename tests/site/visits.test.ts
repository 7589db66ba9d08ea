import { expect, inject, test } from 'vitest';
import { expectProblem } from './expect-problem';
import { makeOwned } from './owned';
import {
	browser,
	counterValue,
	form,
	freshName,
	json,
	post,
	randomAddress,
	type RequestOptions,
	send,
} from './http';

const site = inject('siteUrl');
const firefox = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' };
const safari = { 'User-Agent': 'Mozilla/5.0 (Macintosh) Version/18.0 Safari/605.1.15' };
const text = { 'Content-Type': 'text/plain;charset=UTF-8' };

async function visit(name: string, options: RequestOptions = {}) {
	const { status, text } = await post(`${site}/api/${name}/visit`, options);
	expect(status, text).toBe(200);
	return JSON.parse(text) as unknown;
}

const counted = (value: number) => ({ value, counted: true, exact: true });
const known = (value: number) => ({ value, counted: false, exact: true });

test('a visitor counts once, however often it comes, and another browser or address is another one', async () => {
	const name = freshName();
	const client = randomAddress();
	expect(await visit(name, { client, headers: firefox })).toEqual(counted(1));
	expect(await visit(name, { client, headers: firefox })).toEqual(known(1));
	expect(await visit(name, { client, headers: safari })).toEqual(counted(2));
	expect(await visit(name, { client })).toEqual(counted(3));
	expect(await visit(name, { client })).toEqual(known(3));
	expect(await visit(name, { headers: firefox })).toEqual(counted(4));
	expect(await counterValue(site, name)).toBe(4);
});

test('addresses of one IPv6 /64 are one visitor', async () => {
	const name = freshName();
	const headers = firefox;
	expect(await visit(name, { client: '2001:db8:77:1::1', headers })).toEqual(counted(1));
	expect(await visit(name, { client: '2001:db8:77:1::2', headers })).toEqual(known(1));
	expect(await visit(name, { client: '2001:db8:77:2::1', headers })).toEqual(counted(2));
});

test('a visitor of one counter is a visitor of another one too', async () => {
	const client = randomAddress();
	expect(await visit(freshName(), { client })).toEqual(counted(1));
	expect(await visit(freshName(), { client })).toEqual(counted(1));
});

test('a counter knows its visitors by its name and by its id', async () => {
	const name = freshName();
	const client = randomAddress();
	await visit(name, { client });
	const { text } = await send(`${site}/api/${name}/inspect`);
	const { id } = JSON.parse(text) as { id: string };
	expect(await visit(id, { client })).toEqual(known(1));
});

test('a visit is a change like others: who comes again receives the value of now', async () => {
	const name = freshName();
	const client = randomAddress();
	await visit(name, { client });
	await post(`${site}/api/${name}/increment`, { headers: json, body: '{"amount":41}' });
	expect(await visit(name, { client })).toEqual(known(42));
});

test('the answer to a visit is kept nowhere, and sets no cookie', async () => {
	const { headers } = await post(`${site}/api/${freshName()}/visit`);
	expect(headers['cache-control']).toBe('no-store');
	expect(headers['ratelimit']).toBe('"write";r=9;t=1');
	for (const field of ['set-cookie', 'etag', 'last-modified', 'content-location']) {
		expect(headers).not.toHaveProperty(field);
	}
});

test('a crawler that names itself receives the value, is not counted and not limited', async () => {
	const name = freshName();
	const client = randomAddress();
	const headers = { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' };
	await visit(name);
	for (let time = 0; time < 15; time++) {
		expect(await visit(name, { client, headers })).toEqual(known(1));
	}
});

test('visits share the budget of writes', async () => {
	const name = freshName();
	const client = randomAddress();
	const answers = await Promise.all(
		Array.from({ length: 20 }, () => post(`${site}/api/${name}/visit`, { client })),
	);
	const refused = answers.find(({ status }) => status === 429);
	if (!refused) throw new Error('no visit was refused');
	expectProblem(refused, 'rate-limited');
	expect(await counterValue(site, name)).toBe(1);
});

test.each<[string, RequestOptions]>([
	['an empty JSON object', { headers: json, body: '{}' }],
	['an empty form', { headers: form, body: '' }],
	['empty text', { headers: text, body: '' }],
	['an empty JSON object as text', { headers: text, body: '{}' }],
])('a visit takes %s', async (_, options) => {
	expect(await visit(freshName(), options)).toEqual(counted(1));
});

test('a form visits and goes back to its page', async () => {
	const name = freshName();
	const options = { headers: { ...browser, ...form }, body: 'return=%2Fcounters' };
	const { status, headers } = await post(`${site}/api/${name}/visit`, options);
	expect([status, headers['location']]).toEqual([303, '/counters']);
	expect(await counterValue(site, name)).toBe(1);
});

test.each([
	{ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' },
	{ 'Sec-Fetch-Site': 'same-site', Origin: 'https://sub.elsewhere.example' },
	{ 'Sec-Fetch-Site': 'cross-site', Origin: 'null' },
	{ 'Sec-Fetch-Site': 'cross-site' },
	{ Origin: 'https://elsewhere.example' },
])('a visit that a page of another site sends with %o is refused', async (headers) => {
	const name = freshName();
	const answer = await post(`${site}/api/${name}/visit`, { headers });
	expectProblem(answer, 'cross-site');
	expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
	expect(await counterValue(site, name)).toBe(0);
});

const own = 'https://blog.example';
const fromOwn = { Origin: own, 'Sec-Fetch-Site': 'cross-site' };

test.each(['everyone', 'owner'])(
	'a page of an origin that the owner lists counts visitors where %s writes, and reads the answer',
	async (writes) => {
		const { name } = await makeOwned({ origins: [own], writes, value: 10 });
		const { status, headers, text } = await post(`${site}/api/${name}/visit`, {
			headers: fromOwn,
		});
		expect([status, JSON.parse(text)]).toEqual([200, counted(11)]);
		expect(headers['access-control-allow-origin']).toBe(own);
		expect(headers['vary']).toContain('Origin');
		const other = { ...fromOwn, Origin: 'https://elsewhere.example' };
		const refused = await post(`${site}/api/${name}/visit`, { headers: other });
		expectProblem(refused, 'cross-site');
		expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
		expect(await counterValue(site, name)).toBe(11);
	},
);

test('a counter that only its owner writes takes no visit that is of no page of its owner', async () => {
	const { name, token } = await makeOwned({ origins: [own], writes: 'owner' });
	for (const headers of [{}, { Origin: site }, { Authorization: `Bearer ${token}` }]) {
		const answer = await post(`${site}/api/${name}/visit`, { headers });
		expectProblem(answer, 'forbidden');
		expect(answer.text).toContain('visitors of pages');
	}
	expect(await counterValue(site, name)).toBe(0);
});

test('the preflight of a visit is answered by the counter’s own origins', async () => {
	const { name } = await makeOwned({ origins: [own] });
	const ask = (origin: string) =>
		send(`${site}/api/${name}/visit`, {
			method: 'OPTIONS',
			headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
		});
	expect((await ask(own)).headers['access-control-allow-origin']).toBe(own);
	const refused = await ask('https://elsewhere.example');
	expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
});

test('the page of a counter says on whose pages visitors are counted', async () => {
	const pageOf = async (name: string) => (await send(`${site}/counters/${name}`)).text;
	expect(await pageOf(freshName())).toContain('This one has no owner');
	const { name } = await makeOwned();
	expect(await pageOf(name)).toContain('once the owner has listed');
	const listed = await makeOwned({ origins: [own] });
	expect(await pageOf(listed.name)).toContain(`<code>${own}</code>`);
});

test('the page of a counter shows how to count visitors, and that of a private one does not', async () => {
	const name = freshName();
	const page = await send(`${site}/counters/${name}`);
	expect(page.text).toContain(`/api/${name}/visit`);
	expect(page.text).toContain('no promise');
	const { text } = await post(`${site}/api/counters`);
	const { id } = JSON.parse(text) as { id: string };
	expect((await send(`${site}/counters/${id}`)).text).not.toContain(`/visit`);
});
