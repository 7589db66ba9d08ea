/**
 * The floor: a bare Worker that calls the same objects for the same work, with no framework, no
 * validation and no header beyond the type. Whatever the site takes longer than this is its own.
 */
import { env } from 'cloudflare:workers';
import { clientKeyField } from '../../src/core/limits/client-key';

/** The site's page of a counter as it sent it once, with the slots `{{name}}` and `{{value}}`. */
const { PAGE } = env as typeof env & { readonly PAGE: string };
const pageParts = PAGE.split(/\{\{(name|value)\}\}/);

const policy = {
	burst: env.LIMIT_BURST,
	interval: env.LIMIT_INTERVAL_MS,
	penalty: env.LIMIT_PENALTY_MS,
	penaltyCap: env.LIMIT_PENALTY_CAP_MS,
	penaltyMemory: env.LIMIT_PENALTY_MEMORY_MS,
};

const html = { headers: { 'Content-Type': 'text/html; charset=utf-8' } };

export default {
	async fetch(request) {
		const [, folder, name = '', action] = new URL(request.url).pathname.split('/');
		const client = request.headers.get('CF-Connecting-IP') ?? '';
		const counter = env.COUNTER.getByName(name);

		if (folder === 'counters') {
			const slots: Record<string, unknown> = { name, ...(await counter.getCounterValue()) };
			// Every second part is the name of a slot.
			const parts = pageParts.map((part, index) => (index % 2 === 0 ? part : slots[part]));
			return new Response(parts.join(''), html);
		}
		if (action === 'increment') {
			const decision = await env.RATE_LIMITER.getByName(client).limit(policy);
			if (!decision.allowed) return new Response('too many writes', { status: 429 });
			const change = await counter.increment(1);
			return Response.json({ value: 'value' in change ? change.value : undefined });
		}
		if (action === 'live') {
			const headers = { Upgrade: 'websocket', [clientKeyField]: client };
			return counter.fetch(request.url, { headers });
		}
		const { value } = await counter.getCounterValue();
		return Response.json({ value });
	},
} satisfies ExportedHandler;
