/** A crawler that asks for many new counters, on a machine whose shells allow 1,024 open files. */
import { expect, test } from 'vitest';
import { openFileLimit, openFileWarning } from '../../scripts/open-files.ts';
import { size } from '../size';
import { freshName, send } from './http';
import { useSite } from './use-site';

const names = size(1000, 2000);
const connections = 16;

// Where not even the hard limit is enough nothing can be raised, and `npm start` says so.
const isEnough = openFileWarning(openFileLimit()) === undefined;

const site = useSite({ openFiles: 1024 });

test.runIf(isEnough)(
	'a site that starts with 1,024 open files answers a crawler that asks for new names without a pause',
	async () => {
		const waiting = Array.from({ length: names }, () => freshName('crawled'));
		const statuses = new Map<number, number>();
		const crawl = async (): Promise<void> => {
			for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
				const { status } = await send(`${site().url}/api/${name}/value`);
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
			}
		};
		const began = performance.now();
		await Promise.all(Array.from({ length: connections }, crawl));
		console.log(`${names} new names in ${Math.round(performance.now() - began)} ms`);
		expect([...statuses]).toEqual([[200, names]]);
	},
);
