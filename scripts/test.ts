/**
 * `npm test`: every check and every test, one after the other, each with its runner's own output.
 * The last line adds up what the runners counted; a check that fails counts as one failure.
 * With --full (`npm run test:long`) the tests that have a full size run at it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './site-process.ts';

interface Count {
	passed: number;
	failed: number;
}

const results = join(root, 'tests/results');
const size = process.argv.includes('--full') ? 'full' : 'everyday';
const total: Count = { passed: 0, failed: 0 };

/** Runs one npm script; tells whether it ended well. */
function run(script: string, env: Readonly<Record<string, string>> = {}): boolean {
	console.log(`\n── npm run ${script} ──`);
	const started = Date.now();
	const { status } = spawnSync('npm', ['run', '--silent', script], {
		cwd: root,
		env: { ...process.env, ...env },
		shell: process.platform === 'win32',
		stdio: 'inherit',
	});
	console.log(`── ${script}: ${((Date.now() - started) / 1000).toFixed(1)} s ──`);
	return status === 0;
}

function check(script: string): void {
	if (!run(script)) total.failed += 1;
}

/** Runs tests whose runner writes a report; a run without a report, or a bad end, is a failure. */
function test(script: string, report: string, read: (report: unknown) => Count): void {
	const path = join(results, report);
	const ended = run(script, { TEST_REPORT: path, TEST_SIZE: size });
	let count: Count = { passed: 0, failed: 0 };
	try {
		count = read(JSON.parse(readFileSync(path, 'utf8')));
	} catch (error) {
		console.error(`No report from ${script}: ${String(error)}`);
	}
	if ((!ended || count.passed === 0) && count.failed === 0) count.failed = 1;
	total.passed += count.passed;
	total.failed += count.failed;
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

check('check');
check('build');
check('check:deploy');
test('test:unit', 'unit.json', vitestCount);
test('test:objects', 'objects.json', vitestCount);
test('test:site', 'site.json', vitestCount);
test('test:e2e', 'e2e.json', playwrightCount);

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
