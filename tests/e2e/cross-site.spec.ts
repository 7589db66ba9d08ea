import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Site } from '../../scripts/site-process.ts';
import { send, counterValue } from '../site/http';
import { startTemporarySite } from '../temporary-site.ts';
import { expect, plainTest as test } from './fixtures';

/** Another site: every address is the same page, with a form that writes to the site given in it. */
async function startElsewhere(): Promise<{ server: Server; url: string }> {
	const server = createServer((request, response) => {
		const target = new URL(request.url ?? '/', 'http://elsewhere').searchParams.get('target') ?? '';
		response.setHeader('Content-Type', 'text/html');
		response.end(
			`<!doctype html><title>Elsewhere</title>
			<form method="post" action="${encodeURI(target)}"><button>Win a prize</button></form>`,
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// Another host than the site's `localhost`, so another site, not only another origin.
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

let elsewhere: Awaited<ReturnType<typeof startElsewhere>>;
test.beforeAll(async () => {
	elsewhere = await startElsewhere();
});
test.afterAll(() => {
	elsewhere.server.close();
});

test('a form on another site is refused with a page that says so', async ({
	page,
	name,
	baseURL,
}) => {
	const target = `${baseURL}/api/${name}/increment`;
	await page.goto(`${elsewhere.url}/?target=${encodeURIComponent(target)}`);
	const [answer] = await Promise.all([
		page.waitForResponse(target),
		page.getByRole('button').click(),
	]);
	expect(answer.status()).toBe(403);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'Writes from other sites are refused',
	);
	expect(await counterValue(String(baseURL), name)).toBe(0);
});

test('a script on another site reads, and writes nothing', async ({ page, name, baseURL }) => {
	await send(`${baseURL}/api/${name}/increment`, { method: 'POST' });
	await page.goto(elsewhere.url);
	const beacon = page.waitForEvent('requestfinished', (sent) => sent.resourceType() === 'ping');
	const outcome = await page.evaluate(async (api) => {
		const attempt = async (init: RequestInit) => {
			try {
				const response = await fetch(`${api}/increment`, { method: 'POST', ...init });
				return response.status;
			} catch {
				return 'blocked';
			}
		};
		const read = await fetch(`${api}/value`);
		return {
			read: await read.json(),
			tag: read.headers.get('ETag'),
			simple: await attempt({}),
			opaque: await attempt({ mode: 'no-cors' }),
			json: await attempt({ headers: { 'Content-Type': 'application/json' }, body: '{}' }),
			keyed: await attempt({ headers: { 'Idempotency-Key': 'k' } }),
			beacon: navigator.sendBeacon(`${api}/increment`, new URLSearchParams({ amount: '5' })),
		};
	}, `${baseURL}/api/${name}`);
	expect(outcome).toEqual({
		read: { value: 1 },
		tag: expect.stringMatching(/^"\d+-1"$/),
		simple: 'blocked',
		opaque: 0,
		json: 'blocked',
		keyed: 'blocked',
		beacon: true,
	});
	await beacon;
	expect(await counterValue(String(baseURL), name)).toBe(1);
});

test('an opaque origin writes nothing', async ({ page, name, baseURL }) => {
	await page.goto(elsewhere.url);
	const status = await page.evaluate(async (target) => {
		const frame = document.createElement('iframe');
		frame.setAttribute('sandbox', 'allow-scripts allow-forms');
		frame.srcdoc = `<script>fetch('${target}', { method: 'POST', mode: 'no-cors' })
			.then((r) => parent.postMessage(r.type, '*'), () => parent.postMessage('blocked', '*'))</script>`;
		const answered = new Promise((resolve) => {
			addEventListener('message', ({ data }) => resolve(data), { once: true });
		});
		document.body.appendChild(frame);
		return answered;
	}, `${baseURL}/api/${name}/increment`);
	expect(status).toBe('opaque');
	expect(await counterValue(String(baseURL), name)).toBe(0);
});

test.describe('an origin on the allow-list', () => {
	let site: Site;
	test.beforeAll(async () => {
		const vars = { ALLOWED_ORIGINS: `https://a.example, ${elsewhere.url}` };
		site = await startTemporarySite({ vars });
	});
	test.afterAll(async () => {
		await site.stop();
	});

	test('an origin on the allow-list writes by script, preflight included, and reads the answer', async ({
		page,
		name,
	}) => {
		await page.goto(elsewhere.url);
		const outcome = await page.evaluate(async (api) => {
			const response = await fetch(`${api}/increment`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"a"' },
				body: '{"amount":3}',
			});
			return [await response.json(), response.headers.get('RateLimit-Policy')];
		}, `${site.url}/api/${name}`);
		expect(outcome).toEqual([{ value: 3 }, '"write";q=10;w=5']);
	});
});
