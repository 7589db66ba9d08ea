/**
 * `npm test`: every check and every test, one after the other, each with its runner's own output.
 * The last line adds up the tests that the runners counted; a check that fails is one failure more.
 * With --full (`npm run test:long`) the tests that have a full size run at it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './site-process.ts';

interface Count {
	readonly passed: number;
	readonly failed: number;
}

const results = join(root, 'tests/results');
const size = process.argv.includes('--full') ? 'full' : 'everyday';
const failure: Count = { passed: 0, failed: 1 };

/** Runs one npm script and returns whether it succeeded. */
function run(script: string, env: Readonly<Record<string, string>> = {}): boolean {
	console.log(`\n── npm run ${script} ──`);
	const started = Date.now();
	const { status } = spawnSync('npm', ['run', '--silent', script], {
		cwd: root,
		env: { ...process.env, WRANGLER_HIDE_BANNER: 'true', WRANGLER_SEND_METRICS: 'false', ...env },
		shell: process.platform === 'win32',
		stdio: 'inherit',
	});
	console.log(`── ${script}: ${((Date.now() - started) / 1000).toFixed(1)} s ──`);
	return status === 0;
}

function check(script: string): Count {
	return run(script) ? { passed: 0, failed: 0 } : failure;
}

/** Runs tests and reads their runner's report; without one, or if it ends badly, they failed. */
function test(script: string, countOf: (report: unknown) => Count): Count {
	const path = join(results, `${script.replace(':', '-')}.json`);
	const succeeded = run(script, { TEST_REPORT: path, TEST_SIZE: size });
	try {
		const count = countOf(JSON.parse(readFileSync(path, 'utf8')));
		if (count.failed > 0 || (succeeded && count.passed > 0)) return count;
		console.error(`${script} reports no failed test, but ended badly or ran no test.`);
		return { ...count, failed: 1 };
	} catch (error) {
		console.error(`No report from ${script}: ${String(error)}`);
		return failure;
	}
}

function vitestCount(report: unknown): Count {
	const { numPassedTests, numFailedTests } = report as Record<string, number>;
	return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
}

function playwrightCount(report: unknown): Count {
	const { stats } = report as { stats: Record<'expected' | 'unexpected' | 'flaky', number> };
	return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const checks = [check('check'), check('build')];
// After a failed build, dist holds an older site or none.
const isBuilt = checks.at(-1) !== failure;
const counts = [
	...checks,
	...(isBuilt ? [check('check:deploy')] : []),
	test('test:unit', vitestCount),
	test('test:objects', vitestCount),
	...(isBuilt
		? [
				test('test:site', vitestCount),
				test('test:deploy', vitestCount),
				test('test:e2e', playwrightCount),
			]
		: []),
];

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
