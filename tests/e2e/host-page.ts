import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

/** A site of somebody else, whose pages show counters. */
export interface HostSite {
	/** Its origin: another host than the `localhost` of the counters, so another site. */
	readonly url: string;
	/** Makes every page of it this one. */
	show(page: { readonly body: string; readonly policy?: string }): void;
	stop(): void;
}

/** Starts it on a free port. */
export async function startHostSite(): Promise<HostSite> {
	let shown: { readonly body: string; readonly policy?: string } = { body: '' };
	const server: Server = createServer((_request, response) => {
		response.setHeader('Content-Type', 'text/html; charset=utf-8');
		if (shown.policy !== undefined) response.setHeader('Content-Security-Policy', shown.policy);
		response.end(
			`<!doctype html><html lang="en"><meta name="color-scheme" content="light dark">
			<title>My page</title><main><h1>My page</h1>${shown.body}</main></html>`,
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		show(page) {
			shown = page;
		},
		stop: () => void server.close(),
	};
}

/** The markup of a widget. */
export function widget(site: string, name: string, attributes = ''): string {
	return `<script type="module" src="${site}/embed.js"></script>
		<durable-counter name="${name}" ${attributes}></durable-counter>`;
}

/** The strictest policy under which a widget works: its script, and what that asks. */
export function strictPolicy(site: string): string {
	return `default-src 'none'; script-src ${site}; connect-src ${site}`;
}

/** The parts of a widget, or of the form in a frame before its script runs. */
export function parts(page: Page, index = 0) {
	const host = page.locator('durable-counter').nth(index);
	return {
		host,
		value: host.locator('[part=value]'),
		buttons: host.getByRole('button'),
		add: host.getByRole('button', { name: /^Add 1 to/ }),
		subtract: host.getByRole('button', { name: /^Subtract 1 from/ }),
		like: host.getByRole('button', { name: /^Like/ }),
		status: host.locator('[part=status]'),
		announcement: host.locator('[part=announcement]'),
	};
}
