import { expect, test } from 'vitest';
import { startTemporarySite } from '../temporary-site.ts';
import { freshName, post } from './http';

test('a setting that is not valid is logged once, and its default limits writes', async () => {
	let log = '';
	const site = await startTemporarySite({
		vars: { LIMIT_INTERVAL_MS: 'soon', LIMIT_BURST: '' },
		log: (text) => {
			log += text;
		},
	});
	try {
		const address = `${site.url}/api/${freshName()}/increment`;
		const headers = { 'CF-Connecting-IP': '192.0.2.77' };
		const answers = await Promise.all(Array.from({ length: 14 }, () => post(address, { headers })));
		const refused = answers.filter(({ status }) => status === 429);
		expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
		expect(refused.length).toBeGreaterThan(0);
		expect(refused[0]?.headers['ratelimit-policy']).toBe('"write";q=10;w=5');
	} finally {
		await site.stop();
	}
	expect(log.match(/LIMIT_INTERVAL_MS is/g)).toHaveLength(1);
	expect(log.match(/LIMIT_BURST is/g)).toHaveLength(1);
});
