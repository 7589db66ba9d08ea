/**
 * The floor: a bare Worker that calls the same objects for the same work, with no framework, no
 * check of what comes in and no header beyond the type. Whatever the site takes longer than this is
 * the site's own.
 */
import { env } from 'cloudflare:workers';
import { clientKeyField } from '../../../src/core/limits/client-key';
import type { LimiterPolicy } from '../../../src/core/limits/limiter';
import { fill, takeApart } from './fill';

/** The site's own pages as it sent them once, with slots like `{{value}}` for what changes. */
interface Pages {
	readonly PAGE_ONE: string;
	readonly PAGE_TEN: string;
}

const { PAGE_ONE, PAGE_TEN } = env as typeof env & Pages;
const pageOne = takeApart(PAGE_ONE);
const pageTen = takeApart(PAGE_TEN);

const policy: LimiterPolicy = {
	burst: env.LIMIT_BURST,
	interval: env.LIMIT_INTERVAL_MS,
	penalty: env.LIMIT_PENALTY_MS,
	penaltyCap: env.LIMIT_PENALTY_CAP_MS,
	penaltyMemory: env.LIMIT_PENALTY_MEMORY_MS,
};

const html = { headers: { 'Content-Type': 'text/html; charset=utf-8' } };

export default {
	async fetch(request) {
		const [, first, name = '', operation] = new URL(request.url).pathname.split('/');
		const client = request.headers.get('CF-Connecting-IP') ?? '';

		if (first === 'counters') {
			const { value } = await env.COUNTER.getByName(name).getCounterValue();
			return new Response(fill(pageOne, { name, value }), html);
		}
		if (first === 'ten') {
			const names = Array.from({ length: 10 }, (_, at) => `ten-${at}`);
			const states = await Promise.all(
				names.map((name) => env.COUNTER.getByName(name).getCounterValue()),
			);
			const values = states.map(({ value }, at) => [`value${at}`, value] as const);
			return new Response(fill(pageTen, Object.fromEntries(values)), html);
		}
		if (operation === 'increment') {
			const decision = await env.RATE_LIMITER.getByName(client).limit(policy);
			if (!decision.allowed) return new Response('too many writes', { status: 429 });
			const change = await env.COUNTER.getByName(name).increment(1);
			return Response.json({ value: 'value' in change ? change.value : undefined });
		}
		if (operation === 'live') {
			const headers = { Upgrade: 'websocket', [clientKeyField]: client };
			return env.COUNTER.getByName(name).fetch(request.url, { headers });
		}
		const { value } = await env.COUNTER.getByName(name).getCounterValue();
		return Response.json({ value });
	},
} satisfies ExportedHandler;
