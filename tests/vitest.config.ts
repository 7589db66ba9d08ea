import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const report = process.env['TEST_REPORT'];
/** Two files at once use both cores of a small machine; Vitest alone would leave one idle. */
const maxWorkers = 2;

// #region objects
/** Tests that run inside workerd, beside the objects. */
const objects = {
	plugins: [
		cloudflareTest({
			wrangler: { configPath: '../src/durable-objects/wrangler.toml' },
			// Vitest itself imports node:inspector; without this each test file warns that it is missing.
			miniflare: { compatibilityFlags: ['enable_nodejs_inspector_module'] },
			// Else workerd logs every error of an object, also one that a test expects and
			// handles. An unhandled rejection fails the run all the same.
			verbose: false,
		}),
	],
	test: {
		name: 'objects',
		root,
		include: ['objects/**/*.test.ts'],
		maxWorkers,
		testTimeout: 30_000,
		// workerd does not see this process's environment.
		env: { TEST_SIZE: process.env['TEST_SIZE'] ?? 'everyday' },
	},
};
// #endregion objects

export default defineConfig({
	test: {
		reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
		projects: [
			{
				test: {
					name: 'unit',
					root,
					include: ['unit/**/*.test.ts'],
					testTimeout: 30_000,
					// Pure code leaves nothing behind for the next file.
					isolate: false,
					maxWorkers,
				},
			},
			objects,
			{
				test: {
					name: 'site',
					root,
					include: ['site/**/*.test.ts'],
					globalSetup: ['site/built-site.ts'],
					maxWorkers,
					// These end what hangs. A busy machine takes many times as long as an idle one.
					testTimeout: 180_000,
					hookTimeout: 300_000,
					expect: { poll: { timeout: 60_000, interval: 50 } },
				},
			},
			{
				test: {
					name: 'deploy',
					root,
					include: ['deploy/**/*.test.ts'],
					maxWorkers,
					// A deployment runs wrangler four times.
					testTimeout: 180_000,
					hookTimeout: 300_000,
					expect: { poll: { timeout: 60_000, interval: 50 } },
				},
			},
		],
	},
});
