import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as Kept from '../../../src/islands/progress/kept-progress';
import { emptyProgress } from '../../../src/islands/progress/progress';
import { storageKey } from '../../../src/islands/progress/storage-key';

/** The rows of one browser, which all its tabs share. */
let rows: Map<string, string>;
/** Whether the storage takes anything. */
let isFull: boolean;

beforeEach(() => {
	rows = new Map();
	isFull = false;
	vi.stubGlobal('addEventListener', vi.fn());
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => rows.get(key) ?? null,
		setItem(key: string, text: string) {
			if (isFull) throw new DOMException('full', 'QuotaExceededError');
			rows.set(key, text);
		},
		removeItem: (key: string) => void rows.delete(key),
	});
});
afterEach(() => void vi.unstubAllGlobals());

/** A tab with a memory of its own. */
async function openTab(): Promise<typeof Kept> {
	vi.resetModules();
	return import('../../../src/islands/progress/kept-progress');
}

test('what one tab adds, the next one reads and adds to', async () => {
	const [one, other] = [await openTab(), await openTab()];
	one.addProgress({ tried: ['race'], expected: { race: 1 } });
	other.addProgress({ tried: ['wire'] });
	one.addProgress({ done: ['forty-two'] });
	const whole = { expected: { race: 1 }, tried: ['race', 'wire'], done: ['forty-two'] };
	for (const tab of [one, other, await openTab()]) expect(tab.readProgress()).toEqual(whole);
});

test('what is forgotten in one tab does not come back from another', async () => {
	const [one, other] = [await openTab(), await openTab()];
	one.addProgress({ tried: ['race'] });
	other.addProgress({ tried: ['wire'] });
	one.forgetProgress();
	expect(rows.size).toBe(0);
	expect(other.readProgress()).toEqual(emptyProgress);
	expect(other.addProgress({ tried: ['gauge'] }).tried).toEqual(['gauge']);
});

test('whoever follows is notified at once, of every change, and of those of other tabs', async () => {
	const tab = await openTab();
	const seen: (readonly string[])[] = [];
	tab.followProgress(({ tried }) => seen.push(tried));
	tab.addProgress({ tried: ['race'] });
	(await openTab()).addProgress({ tried: ['wire'] });
	const [, onStorage] = vi.mocked(addEventListener).mock.calls[0] as unknown as [
		string,
		(event: Pick<StorageEvent, 'key'>) => void,
	];
	onStorage({ key: 'something else' });
	onStorage({ key: storageKey });
	tab.forgetProgress();
	expect(seen).toEqual([[], ['race'], ['race', 'wire'], []]);
});

test('in a full storage the progress lasts as long as the page, and is stored when there is room', async () => {
	const tab = await openTab();
	isFull = true;
	tab.addProgress({ tried: ['race'] });
	expect(tab.readProgress().tried).toEqual(['race']);
	expect(rows.size).toBe(0);
	isFull = false;
	tab.addProgress({ tried: ['wire'] });
	expect((await openTab()).readProgress().tried).toEqual(['race', 'wire']);
});

test('where no storage is allowed nothing fails, and the progress can be forgotten too', async () => {
	vi.stubGlobal('localStorage', undefined);
	const tab = await openTab();
	expect(tab.readProgress()).toEqual(emptyProgress);
	tab.addProgress({ tried: ['race'] });
	expect(tab.readProgress().tried).toEqual(['race']);
	tab.forgetProgress();
	expect(tab.readProgress()).toEqual(emptyProgress);
});
