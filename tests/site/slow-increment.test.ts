import { expect, inject, test } from 'vitest';
import { slowAnswerDelay } from '../../src/core/contract/api';
import { freshDemo, otherCounters, post } from './demo-counters';
import { counterValue } from './http';
import { watch } from './watch';

const site = inject('siteUrl');

test('a slow increment adds 1 at once and answers 3 s later', async () => {
	const name = freshDemo();
	const { messages, close } = await watch(site, name);
	const events: string[] = [];
	const sentAt = performance.now();
	const answer = post(`${name}/slow-increment`).finally(() => events.push('answered'));
	await expect.poll(() => messages.at(-1)?.value).toBe(1);
	events.push('added');
	expect((await answer).text).toBe('{"value":1}');
	expect(events).toEqual(['added', 'answered']);
	expect(performance.now() - sentAt).toBeGreaterThanOrEqual(slowAnswerDelay - 100);
	close();
});

test('a slow increment is the same write as an increment with its key', async () => {
	const name = freshDemo();
	const headers = { 'Idempotency-Key': '"lost"' };
	await post(`${name}/slow-increment`, { headers });
	const again = await post(`${name}/increment`, { headers });
	expect([again.text, again.headers['idempotency-replayed']]).toEqual(['{"value":1}', 'true']);
	expect(await counterValue(site, name)).toBe(1);
});

test('a slow increment is refused at once for every counter that is not a demo’s', async () => {
	for (const name of await otherCounters()) {
		const before = await counterValue(site, name);
		expect((await post(`${name}/slow-increment`)).status).toBe(400);
		expect(await counterValue(site, name)).toBe(before);
	}
});

test('a slow increment is refused to other sites', async () => {
	const name = freshDemo();
	const foreign = { headers: { Origin: 'https://elsewhere.example' } };
	expect((await post(`${name}/slow-increment`, foreign)).status).toBe(403);
	expect(await counterValue(site, name)).toBe(0);
});
