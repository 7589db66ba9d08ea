import { defineConfig, devices } from '@playwright/test';
import { chromiumOptions } from '../scripts/browser.ts';

const report = process.env['TEST_REPORT'];

export default defineConfig({
	testDir: 'e2e',
	outputDir: 'results/e2e',
	fullyParallel: true,
	workers: 2,
	forbidOnly: true,
	// These end what hangs. A busy machine takes many times as long as an idle one.
	timeout: 180_000,
	expect: { timeout: 30_000 },
	reporter: [
		['list'],
		['./e2e-site-output.ts'],
		...(report === undefined ? [] : [['json', { outputFile: report }] as const]),
	],
	use: {
		...devices['Desktop Chrome'],
		// The workers read this file after the site has been started.
		...(process.env['E2E_URL'] !== undefined && { baseURL: process.env['E2E_URL'] }),
		launchOptions: {
			...chromiumOptions(),
			args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
		},
		// A trace costs a sixth of the time; `npm run test:e2e -- --trace on` records one.
		screenshot: 'only-on-failure',
	},
	projects: [
		{ name: 'with JavaScript', testIgnore: 'without-javascript/**' },
		{
			name: 'without JavaScript',
			testMatch: [
				'journey.spec.ts',
				'owner-forms.spec.ts',
				'owner-journey.spec.ts',
				'without-javascript/**',
			],
			use: { javaScriptEnabled: false },
		},
	],
	webServer: {
		command: 'node e2e-site.ts',
		// Playwright puts what a named group matches into the environment, as E2E_URL.
		wait: { stdout: /The site is at (?<e2e_url>\S+)\n/ },
		reuseExistingServer: false,
		timeout: 300_000,
		gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
		stdout: 'ignore',
	},
});
