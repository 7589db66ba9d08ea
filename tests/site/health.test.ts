import { expect, inject, test } from 'vitest';
import { version } from '../../src/core/site/version';
import { send } from './http';

const url = `${inject('siteUrl')}/api/health`;

test('the health of the site is 200 with the version of both halves, and is never stored', async () => {
	const { status, headers, text } = await send(url);
	expect([status, headers['content-type']]).toEqual([200, 'application/json']);
	expect(headers['cache-control']).toBe('no-store');
	expect(headers).not.toHaveProperty('etag');
	expect(JSON.parse(text)).toEqual({ status: 'ok', site: version, objects: version });
});

test('a HEAD of the health is enough for a monitor', async () => {
	const { status, text } = await send(url, { method: 'HEAD' });
	expect([status, text]).toEqual([200, '']);
});

test('the health takes up no counter’s name: the counter "health" is one like any other', async () => {
	const { status, text } = await send(`${url}/value`);
	expect([status, text]).toEqual([200, '{"value":0}']);
});
