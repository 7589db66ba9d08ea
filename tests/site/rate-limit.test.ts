import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { demoName } from '../../src/core/contract/name';
import { problems } from '../../src/core/contract/problem';
import { expectSecurityHeaders } from './expect-security-headers';
import {
	type Answer,
	browser,
	counterValue,
	form,
	freshName,
	post,
	randomAddress,
	type RequestOptions,
	send,
} from './http';
import { useSite } from './use-site';

/** A client of this site earns one write an hour, so 10 are admitted however long a test takes. */
const interval = 3600;
const burst = 10;
const site = useSite({ vars: { LIMIT_INTERVAL_MS: interval * 1000 } });

/** Has one client send the same POST many times at once. */
function postAtOnce(times: number, path: string, options: RequestOptions = {}): Promise<Answer[]> {
	const client = randomAddress();
	const all = { client, ...options };
	return Promise.all(Array.from({ length: times }, () => post(site().url + path, all)));
}

function withStatus(answers: readonly Answer[], status: number): readonly Answer[] {
	return answers.filter((answer) => answer.status === status);
}

/** Expects the seconds until the next write, of which a test uses up a few. */
function expectWait(seconds: unknown): void {
	expect(seconds).toBeGreaterThan(interval / 2);
	expect(seconds).toBeLessThanOrEqual(interval);
}

test('a refused write of the original client answers how many seconds it has to wait', async () => {
	const name = freshName();
	const answers = await postAtOnce(14, `/api/${name}/increment`);
	const refused = answers.filter(({ status }) => status >= 400);
	expect(refused).toHaveLength(14 - burst);
	for (const { text } of refused) {
		const document = JSON.parse(text) as Record<string, unknown>;
		expect(document['error']).toBe(problems['rate-limited'].title);
		expectWait(document['retryAfter']);
	}
	expect(await counterValue(site().url, name)).toBe(burst);
});

test('a refused form is answered with a page that says how long to wait', async () => {
	const options = { headers: { ...browser, ...form }, body: 'amount=1' };
	const answers = await postAtOnce(16, `/api/${freshName()}/increment`, options);
	const refused = withStatus(answers, 429);
	expect(refused).toHaveLength(16 - burst);
	for (const { headers, text } of refused) {
		expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
		expectWait(Number(headers['retry-after']));
		expect(text).toContain('Please wait');
	}
});

test.each(['*/*', 'text/html'])(
	'the refusal of a write that accepts %s carries the security headers',
	async (accept) => {
		const options = { headers: { Accept: accept } };
		const answers = await postAtOnce(burst + 1, `/api/${freshName()}/increment`, options);
		const refused = withStatus(answers, 429);
		expect(refused).toHaveLength(1);
		for (const answer of refused) expectSecurityHeaders(answer);
	},
);

test('to make a private counter spends the write budget', async () => {
	const answers = await postAtOnce(14, '/api/counters');
	expect(withStatus(answers, 429)).toHaveLength(14 - burst);
	const made = withStatus(answers, 201);
	expect(made).toHaveLength(burst);
	for (const { headers } of made) expect(headers['ratelimit']).toMatch(/^"write";r=/);
});

test('the budget of a client that was refused is empty and holds the time to wait', async () => {
	const client = randomAddress();
	await postAtOnce(14, `/api/${freshName()}/increment`, { client });
	const { text } = await send(`${site().url}/api/limit`, { client });
	const { remaining, penalty, retryAfter } = JSON.parse(text) as Record<string, number>;
	expect([remaining, penalty]).toEqual([0, 0.5]);
	expectWait(retryAfter);
});

test('only CF-Connecting-IP names a client: other address headers open no new budget', async () => {
	const name = freshName();
	const client = '2001:db8:1::1';
	const addressHeaders = [
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
			post(`${site().url}/api/${name}/increment`, {
				// Any address of the same /64 is the same client, in whichever form it is written.
				client: index % 2 ? client : client.replace('::1', ':0:0:0:0:abcd').toUpperCase(),
				headers: addressHeaders[index % addressHeaders.length] ?? {},
			}),
		),
	);
	expect(withStatus(answers, 200)).toHaveLength(burst);
	expect(withStatus(answers, 429)).toHaveLength(48 - burst);
	expect(await counterValue(site().url, name)).toBe(burst);
});

test('a race spends nine writes of the client’s budget', async () => {
	const answers = await postAtOnce(5, '/api/race');
	expect(withStatus(answers, 200)).toHaveLength(1);
	const refused = withStatus(answers, 429);
	expect(refused).toHaveLength(4);
	for (const { headers } of refused) expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
});

test('a restart spends one write of the client’s budget and keeps the value', async () => {
	const counter = demoName(randomBytes(16).toString('hex'));
	await post(`${site().url}/api/${counter}/increment`);
	const client = randomAddress();
	const statuses: number[] = [];
	for (let run = 0; run < 14; run++) {
		statuses.push((await post(`${site().url}/api/${counter}/restart`, { client })).status);
	}
	expect(statuses).toEqual([...Array(burst).fill(200), ...Array(14 - burst).fill(429)]);
	expect(await counterValue(site().url, counter)).toBe(1);
});

test('a slow increment spends one write of the client’s budget, and a refused one adds nothing', async () => {
	const counter = demoName(randomBytes(16).toString('hex'));
	const answers = await postAtOnce(14, `/api/${counter}/slow-increment`);
	expect(withStatus(answers, 200)).toHaveLength(burst);
	expect(withStatus(answers, 429)).toHaveLength(14 - burst);
	expect(await counterValue(site().url, counter)).toBe(burst);
});
