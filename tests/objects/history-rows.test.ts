import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spanLength } from '../../src/core/history/history';
import { createHistoryRows, keepPart, readParts } from '../../src/durable-objects/history-rows';
import { freshCounter, rowsWritten } from './counter-storage';
import { setClock, start, writeThreeHours } from './three-hours';

const { hour } = spanLength;

beforeEach(() => setClock(start));
afterEach(() => {
	vi.useRealTimers();
});

test('a counter that was never written has no history, and none is stored by reading it', async () => {
	const stub = freshCounter();
	await runInDurableObject(stub, (counter, { storage }) => {
		const query = { by: 'day', from: 0, to: start } as const;
		const rows = rowsWritten(storage, () => {
			expect(counter.history(query)).toMatchObject({ value: 0, valueBefore: 0, entries: [] });
		});
		expect(rows).toBe(0);
	});
});

test('the first write of an hour writes one row more, of a day two, and once two more', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		const cost = () => rowsWritten(storage, () => counter.increment());
		expect([cost(), cost()]).toEqual([1, 1]);
		setClock(start + hour);
		// The row and the hour; the number of the schema and the alarm, the first time.
		expect([cost(), cost()]).toEqual([4, 1]);
		setClock(start + 2 * hour);
		expect([cost(), cost()]).toEqual([3, 1]);
		setClock(start + 3 * hour);
		expect([cost(), cost()]).toEqual([2, 1]);
	});
});

test('the table is billed as two rows, and each hour in it as one', async () => {
	await runInDurableObject(freshCounter(), (_, { storage: { sql } }) => {
		const cost: number[] = [];
		const billed = {
			exec(query: string, ...bindings: SqlStorageValue[]) {
				const cursor = sql.exec(query, ...bindings);
				cost.push(cursor.rowsWritten);
				return cursor;
			},
		} as SqlStorage;
		const part = { by: 'hour', number: 7, added: 1, subtracted: 0, value: 1 } as const;
		createHistoryRows(billed);
		keepPart(billed, part);
		keepPart(billed, part);
		expect(cost).toEqual([2, 1, 1]);
	});
});

test('a query reads the rows that it returns and at most two more, however many there are', async () => {
	const stub = freshCounter();
	await writeThreeHours(stub);
	await runInDurableObject(stub, (_, { storage }) => {
		const first = Math.floor(start / hour);
		for (let back = 1; back <= 5000; back++) {
			keepPart(storage.sql, {
				by: 'hour',
				number: first - back,
				added: 1,
				subtracted: 0,
				value: 0,
			});
		}
		const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
		const sql = {
			exec(query: string, ...bindings: SqlStorageValue[]) {
				const cursor = storage.sql.exec(query, ...bindings);
				cursors.push(cursor);
				return cursor;
			},
		} as SqlStorage;
		for (const length of [1, 24, 2160]) {
			cursors.length = 0;
			const parts = readParts(sql, { by: 'hour', first: first - length, end: first });
			expect(parts.length).toBe(length + 1);
			const read = cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
			expect(read).toBeGreaterThan(length);
			expect(read).toBeLessThanOrEqual(length + 2);
		}
	});
});
