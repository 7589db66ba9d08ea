import { expect, test } from 'vitest';
import { freshName, post, send } from './http';
import { useSite } from './use-site';

const site = useSite({ objects: 'tests/fixtures/faulty-objects/wrangler.toml' });

/** The parts of the tutorial that its page sends before the first value of a counter. */
const lessons = ['why', 'memory', 'for-everybody', 'try-cards'];
const aValue = /class="counter-value"/;

/** The address of the API of a new counter that fails in a way. */
function failingCounter(fault: string): string {
	return `${site().url}/api/${freshName(fault)}`;
}

test.each(['reset', 'silent'])(
	'calls of a counter that is %s are answered with 503 and when to retry',
	async (fault) => {
		const counter = failingCounter(fault);
		const answers = await Promise.all([
			send(`${counter}/value`),
			post(`${counter}/increment`),
			post(`${counter}/increment`, { headers: { 'Idempotency-Key': 'k' } }),
		]);
		for (const { status, headers, text } of answers) {
			expect(status).toBe(503);
			expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
			expect(JSON.parse(text)).toMatchObject({ status: 503, retryAfter: 1 });
			expect(text).not.toContain('secret');
		}
	},
);

test('a visit at midnight, whose counter is at the next day already, counts once', async () => {
	const visit = `${failingCounter('midnight')}/visit`;
	const client = '203.0.113.7';
	const first = await post(visit, { client });
	expect([first.status, first.text]).toEqual([200, '{"value":1,"counted":true,"exact":true}']);
	const second = await post(visit, { client });
	expect(second.text).toBe('{"value":1,"counted":false,"exact":true}');
});

test('a visit of a counter that stays at another day is a 503, and counts nothing', async () => {
	const counter = failingCounter('tomorrow');
	const { status, headers } = await post(`${counter}/visit`);
	expect([status, headers['retry-after']]).toEqual([503, '1']);
	expect(JSON.parse((await send(`${counter}/value`)).text)).toEqual({ value: 0 });
});

test('a directory that cannot be reached is a 503, and a page that can be used without it', async () => {
	const answer = await send(`${site().url}/api/counters`);
	expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
	const { status, headers, text } = await send(`${site().url}/counters`);
	expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
	expect(text).toContain('The list cannot be read at the moment.');
	expect(text).toContain('Open a counter by name');
	expect(text).not.toContain('secret');
});

test('a bug in an object is answered with 500 and without its cause', async () => {
	const counter = failingCounter('bug');
	for (const answer of [await send(`${counter}/value`), await post(`${counter}/increment`)]) {
		expect(answer.status).toBe(500);
		expect(answer.headers['content-type']).toBe('application/problem+json');
		expect(answer.text).not.toMatch(/secret|TypeError|at .*:\d+/);
	}
});

test.each(['reset', 'silent', 'bug'])(
	'the page of a counter with the fault %s shows it as unavailable',
	async (fault) => {
		const { status, text } = await send(`${site().url}/counters/${freshName(fault)}`);
		expect(status).toBe(200);
		expect(text).toContain('unavailable');
		expect(text).not.toContain('<data');
		expect(text).not.toContain('secret');
		expect(text).toContain('</html>');
	},
);

test.each(['reset', 'silent', 'bug'])(
	'the badges of a counter with the fault %s show it as unavailable and are not cached',
	async (fault) => {
		const name = freshName(fault);
		const [badge, data] = await Promise.all([
			send(`${site().url}/badge/${name}.svg`),
			send(`${site().url}/badge/${name}.json`),
		]);
		expect(badge.text).toContain(`<title>${name}: unavailable</title>`);
		expect(JSON.parse(data.text)).toMatchObject({ message: 'unavailable', isError: true });
		for (const { status, headers } of [badge, data]) {
			expect([status, headers['cache-control'], headers['etag']]).toEqual([
				200,
				'no-store',
				undefined,
			]);
		}
	},
);

test('the page of a counter that cannot be reached claims no value', async () => {
	const { text } = await send(`${site().url}/counters/${freshName('reset')}`);
	expect(text).not.toContain('ld+json');
	expect(text).not.toContain('stands at');
});

test('the tutorial sends its lessons up to the first value before its counters answer', async () => {
	const response = await fetch(`${site().url}/`, { headers: { 'Accept-Encoding': 'identity' } });
	const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	const beforeTheValue = ['</head>', ...lessons.map((id) => `id="${id}"`)];
	let text = '';
	async function readUntil(isEnough: () => boolean): Promise<void> {
		while (!isEnough()) {
			const { value, done = true } = (await pieces?.read()) ?? {};
			if (done) return;
			text += value;
		}
	}
	await readUntil(() => beforeTheValue.every((part) => text.includes(part)));
	for (const part of beforeTheValue) expect(text).toContain(part);
	expect(text).not.toMatch(aValue);
	expect(text).not.toContain('</html>');

	await post(`${site().url}/api/${freshName('release')}/increment`);
	await readUntil(() => false);
	expect(text).toMatch(aValue);
	expect(text).toContain('</html>');
});

test('a client whose limiter cannot be reached reads, and its writes are refused with 503', async () => {
	const counter = `${site().url}/api/${freshName()}`;
	const client = '192.0.2.1';
	expect((await send(`${counter}/value`, { client })).status).toBe(200);
	const refused = await post(`${counter}/increment`, { client });
	expect(refused.status).toBe(503);
	expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/);
	expect((await send(`${counter}/value`)).text).toBe('{"value":0}');
	expect((await post(`${counter}/increment`)).text).toBe('{"value":1}');
});
