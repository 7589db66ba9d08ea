import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import {
	forgetWrite,
	keepWrite,
	type KeptWrite,
	keptWrites,
} from '../../../src/islands/counter/kept-writes';

afterEach(() => void vi.unstubAllGlobals());

/** The storage of a new tab. */
function newTab(): Map<string, string> {
	const rows = new Map<string, string>();
	vi.stubGlobal('sessionStorage', {
		getItem: (key: string) => rows.get(key) ?? null,
		setItem: (key: string, text: string) => void rows.set(key, text),
		removeItem: (key: string) => void rows.delete(key),
	});
	return rows;
}

const digits = fc.stringMatching(/^[0-9a-f]{32}$/);
const write: fc.Arbitrary<KeptWrite> = fc.record({
	operation: fc.constantFrom('increment', 'decrement'),
	amount: fc.integer({ min: 1, max: 1000 }),
	key: digits,
	at: fc.integer({ min: 0, max: 4e12 }),
});

test('writes are kept by counter in their order until each is forgotten', () => {
	fc.assert(
		fc.property(fc.uniqueArray(write, { selector: ({ key }) => key }), (writes) => {
			const rows = newTab();
			for (const write of writes) keepWrite('a', write);
			expect(keptWrites('a')).toEqual(writes);
			expect(keptWrites('b')).toEqual([]);
			for (const { key } of writes) forgetWrite('a', key);
			expect(keptWrites('a')).toEqual([]);
			expect(rows.size).toBe(0);
		}),
	);
});

test('a write that is kept again is there once', () => {
	newTab();
	const again: KeptWrite = { operation: 'increment', amount: 2, key: '0'.repeat(32), at: 1 };
	keepWrite('a', again);
	keepWrite('a', again);
	expect(keptWrites('a')).toEqual([again]);
});

test('whatever lies in the storage, only writes come out', () => {
	const rest = fc.oneof(fc.jsonValue(), fc.record({ operation: fc.string(), amount: fc.nat() }));
	fc.assert(
		fc.property(fc.oneof(fc.array(fc.oneof(write, rest)), rest), (stored) => {
			const rows = newTab();
			keepWrite('a', { operation: 'increment', amount: 1, key: '0'.repeat(32), at: 1 });
			const [key = ''] = rows.keys();
			rows.set(key, JSON.stringify(stored));
			for (const { operation, amount, key, at } of keptWrites('a')) {
				expect(['increment', 'decrement']).toContain(operation);
				expect(amount).toBeGreaterThanOrEqual(1);
				expect(amount).toBeLessThanOrEqual(1000);
				expect(key).toMatch(/^[0-9a-f]{32}$/);
				expect(Number.isFinite(at)).toBe(true);
			}
		}),
	);
});

test.each(['not JSON', ''])('a row that is %j counts as none', (text) => {
	const rows = newTab();
	keepWrite('a', { operation: 'increment', amount: 1, key: '0'.repeat(32), at: 1 });
	rows.set([...rows.keys()][0] ?? '', text);
	expect(keptWrites('a')).toEqual([]);
});

test('without a storage nothing is kept and nothing fails', () => {
	vi.stubGlobal('sessionStorage', {
		getItem() {
			throw new DOMException('not allowed', 'SecurityError');
		},
		setItem() {
			throw new DOMException('full', 'QuotaExceededError');
		},
	});
	keepWrite('a', { operation: 'increment', amount: 1, key: '0'.repeat(32), at: 1 });
	forgetWrite('a', '0'.repeat(32));
	expect(keptWrites('a')).toEqual([]);
});
