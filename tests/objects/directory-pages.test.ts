import { runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { entry, freshDirectory, inOrder, names, readAll } from './directory-contents';

test('pages of every size are the list in pieces: no counter twice, and none left out', async () => {
	const anyEntries = fc.uniqueArray(
		fc.record({
			name: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,3}$/),
			changedAt: fc.integer({ min: 1, max: 4 }),
		}),
		{ selector: ({ name }) => name, maxLength: 25 },
	);
	await fc.assert(
		fc.asyncProperty(anyEntries, fc.integer({ min: 1, max: 9 }), (drawn, limit) =>
			runInDurableObject(freshDirectory(), (directory) => {
				const entries = drawn.map(({ name, changedAt }) => entry(name, changedAt));
				for (const one of entries) directory.enter(one);
				expect(readAll(directory, limit)).toEqual(inOrder(entries));
			}),
		),
		{ numRuns: 40 },
	);
});

test('who follows the pages while counters change sees none twice, and all that do not change', async () => {
	const changes = fc.array(fc.nat({ max: 14 }), { maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(changes, fc.integer({ min: 1, max: 5 }), (changing, limit) =>
			runInDurableObject(freshDirectory(), (directory) => {
				const all = Array.from({ length: 15 }, (_, at) => entry(`n${at}`, 1000 + at));
				for (const one of all) directory.enter(one);
				const waiting = [...changing];
				let time = 2000;
				const seen = names(
					readAll(directory, limit, () => {
						const at = waiting.shift();
						if (at !== undefined) directory.enter(entry(`n${at}`, time++));
					}),
				);
				expect(new Set(seen).size).toBe(seen.length);
				const unchanged = names(all).filter((name) => !changing.some((at) => name === `n${at}`));
				expect(seen).toEqual(expect.arrayContaining(unchanged));
			}),
		),
		{ numRuns: 40 },
	);
});

test('a page reads a row for each counter on it and two more at most, however long the list is', async () => {
	await runInDurableObject(freshDirectory(), (directory, { storage }) => {
		// So many of the same time that a page begins and ends among them.
		for (let at = 1; at <= 500; at++) {
			directory.enter(entry(`n${at}`, Math.ceil(at / 250)));
		}
		for (let at = 1; at <= 100; at++) directory.leave(`n${at}`, 1000);
		const plan = (order: string) =>
			storage.sql
				.exec<{ detail: string }>(
					`EXPLAIN QUERY PLAN SELECT name, value, changed_at FROM listed
					WHERE value IS NOT NULL AND (changed_at, name) < (300, 'x') ${order} LIMIT 5`,
				)
				.toArray()
				.map(({ detail }) => detail);
		expect(plan('ORDER BY changed_at DESC, name DESC')).toEqual([
			expect.stringContaining('COVERING INDEX listed_by_time'),
		]);
		const exec = vi.spyOn(storage.sql, 'exec');
		for (const limit of [1, 20, 100]) {
			exec.mockClear();
			const { next } = directory.list({ limit });
			expect(exec.mock.results.at(-1)?.value.rowsRead).toBeLessThanOrEqual(limit + 2);
			if (next) directory.list({ after: next, limit });
			expect(exec.mock.results.at(-1)?.value.rowsRead).toBeLessThanOrEqual(limit + 2);
		}
	});
});
