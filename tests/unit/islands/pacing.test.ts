import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { msUntilNextWrite, postChange } from '../../../src/islands/counter/pacing';

afterEach(() => void vi.useRealTimers());

/** Sends a write whose answer says that the budget of a client is empty. */
async function writeWithEmptyBudget(): Promise<void> {
	const headers = { 'RateLimit-Policy': '"write";q=10;w=5', RateLimit: '"write";r=0;t=1' };
	vi.stubGlobal('fetch', async () => Response.json({ value: 1 }, { headers }));
	onTestFinished(() => void vi.unstubAllGlobals());
	const write = { operation: 'increment', amount: 1, key: '0'.repeat(32), at: Date.now() } as const;
	await postChange('a', write, false);
}

const longestWait = 3000;

test.each([
	['back', -3_600_000],
	['ahead', 3_600_000],
])('a clock that is set %s by an hour changes no wait of a card', async (_, step) => {
	vi.useFakeTimers({ toFake: ['Date'] });
	await writeWithEmptyBudget();
	const before = msUntilNextWrite();
	vi.setSystemTime(Date.now() + step);
	const after = msUntilNextWrite();
	expect(before).toBeLessThanOrEqual(longestWait);
	expect(after).toBeLessThanOrEqual(before);
	expect(after).toBeGreaterThan(before - longestWait / 2);
});
