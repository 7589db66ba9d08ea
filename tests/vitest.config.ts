import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

export default defineConfig({
	test: {
		projects: [
			{
				test: { name: 'unit', root, include: ['unit/**/*.test.ts'] },
			},
			{
				plugins: [
					cloudflareTest({ wrangler: { configPath: '../src/durable-objects/wrangler.toml' } }),
				],
				test: { name: 'objects', root, include: ['objects/**/*.test.ts'] },
			},
		],
	},
});
