import { defineConfig, devices } from '@playwright/test';
import { findChromium } from '../scripts/browser.ts';

const report = process.env['TEST_REPORT'];
const port = Number(process.env['E2E_PORT'] ?? 8799);

export default defineConfig({
	testDir: 'e2e',
	outputDir: 'results/e2e',
	fullyParallel: true,
	workers: 2,
	forbidOnly: true,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: report === undefined ? 'list' : [['list'], ['json', { outputFile: report }]],
	use: {
		...devices['Desktop Chrome'],
		baseURL: `http://localhost:${port}`,
		launchOptions: {
			...(findChromium() !== undefined && { executablePath: findChromium() ?? '' }),
			args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
		},
		trace: 'retain-on-failure',
	},
	projects: [
		{ name: 'with JavaScript', testIgnore: 'without-javascript/**' },
		{
			name: 'without JavaScript',
			testMatch: ['journey.spec.ts', 'without-javascript/**'],
			use: { javaScriptEnabled: false },
		},
	],
	webServer: {
		command: 'node e2e-site.ts',
		env: { PORT: String(port) },
		url: `http://localhost:${port}/`,
		reuseExistingServer: false,
		timeout: 60_000,
		gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
		stdout: 'ignore',
	},
});
