import { expect, test } from 'vitest';
import { type Answer, browser, counterValue, form, freshName, post, send } from './http';
import { useSite } from './use-site';

const site = useSite({ objects: 'tests/fixtures/exhausted-objects/wrangler.toml' });

/** A client whose limiter can be called, and one whose limiter cannot. */
const [served, unserved] = ['203.0.113.7', '192.0.2.7'];

/** Expects the problem of a quota that starts anew at 00:00 UTC, give or take the test's own time. */
function expectUntilMidnight({ status, headers, text }: Answer): void {
	expect(status).toBe(503);
	const seconds = Number(headers['retry-after']);
	const end = new Date(Date.now() + seconds * 1000);
	const midnight = Math.round(end.getTime() / 86_400_000) * 86_400_000;
	expect(Math.abs(end.getTime() - midnight)).toBeLessThan(60_000);
	expect(seconds).toBeLessThanOrEqual(86_400);
	expect(headers['cache-control']).toBe('no-store');
	expect(text).toContain('00:00 UTC');
	expect(text).not.toMatch(/Exceeded|free tier/);
}

// #region rows-used-up
test('when the rows are used up, a program reads values and its writes are 503 until 00:00 UTC', async () => {
	const name = freshName('rows');
	const url = `${site().url}/api/${name}/increment`;
	expect((await post(url, { client: served })).text).toBe('{"value":1}');
	const answers = [
		await post(url, { client: served }),
		await post(url, { client: served, headers: { 'Idempotency-Key': 'k' } }),
	];
	for (const answer of answers) {
		expectUntilMidnight(answer);
		expect(JSON.parse(answer.text)).toMatchObject({
			type: `${site().url}/problems/unavailable`,
			status: 503,
			retryAfter: expect.any(Number),
		});
	}
	expect(await counterValue(site().url, name)).toBe(1);
});
// #endregion rows-used-up

test('when the rows are used up, a reader sees the value, and a form gets a page that leads back', async () => {
	const name = freshName('rows');
	await post(`${site().url}/api/${name}/increment`, { client: served });
	const page = await send(`${site().url}/counters/${name}`, { headers: browser });
	expect([page.status, page.text]).toEqual([200, expect.stringContaining('value="1"')]);
	const answer = await post(`${site().url}/api/${name}/increment`, {
		client: served,
		headers: { ...browser, ...form },
		body: `amount=1&return=%2Fcounters%2F${name}`,
	});
	expectUntilMidnight(answer);
	expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
	expect(answer.text).toMatch(/Please wait\s*<strong>\d+ (?:s|min|h)[ \dmin]*<\/strong>/);
	expect(answer.text).toContain(`href="/counters/${name}"`);
});

test('when the calls are used up, a program gets 503 until 00:00 UTC for reads and writes', async () => {
	const api = `${site().url}/api/${freshName()}`;
	expectUntilMidnight(await send(`${api}/value`));
	expectUntilMidnight(await send(`${api}/inspect`));
	expectUntilMidnight(await send(`${site().url}/api/health`));
	expectUntilMidnight(await post(`${api}/increment`, { client: served }));
	expectUntilMidnight(await post(`${api}/increment`, { client: unserved }));
	expectUntilMidnight(await send(`${site().url}/api/limit`, { client: unserved }));
});

test('when the calls are used up, pages and badges are whole and say that values are unavailable', async () => {
	for (const path of ['/', `/counters/${freshName()}`]) {
		const { status, text } = await send(site().url + path, { headers: browser });
		expect(status).toBe(200);
		expect(text).toContain('counter-unavailable');
		expect(text).not.toContain('<data');
		expect(text).toContain('</html>');
	}
	for (const path of ['/counters', '/reference', '/api/openapi.json', '/sitemap.xml']) {
		expect((await send(site().url + path)).status).toBe(200);
	}
	const badge = await send(`${site().url}/badge/${freshName()}.svg`);
	expect([badge.status, badge.text]).toEqual([200, expect.stringContaining('unavailable')]);
});

test('when the calls are used up, a form gets a page that says when it ends', async () => {
	const answer = await post(`${site().url}/api/${freshName()}/increment`, {
		client: unserved,
		headers: { ...browser, ...form },
		body: 'amount=1&return=%2Fcounters',
	});
	expectUntilMidnight(answer);
	expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
	expect(answer.text).toContain('href="/counters"');
});
