import { expect, inject, test } from 'vitest';
import { freshName, send } from './http';

const site = inject('siteUrl');

test.each(['/', `/counters/${freshName()}`])(
	'the page %s shows a value, so nothing keeps it',
	async (path) => {
		for (const method of ['GET', 'HEAD', 'GET']) {
			const { status, headers } = await send(site + path, { method });
			expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
		}
	},
);

test.each(['/counters', '/reference', '/problems/internal'])(
	'the page %s shows no value, and is asked for again each time',
	async (path) => {
		expect((await send(site + path)).headers['cache-control']).toBe('no-cache');
	},
);
