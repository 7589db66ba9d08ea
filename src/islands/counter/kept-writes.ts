import { amountMax } from '../../core/contract/amount';
import type { Write } from './client';

/** A write that is on its way: it is kept with its key until it is answered, also across a reload. */
export interface KeptWrite extends Write {
	/** The idempotency key: 32 hexadecimal digits. */
	readonly key: string;
	/** When it was first sent, in epoch milliseconds. */
	readonly at: number;
}

/**
 * Returns the writes of this tab to a counter that are not answered, the oldest first. Where a browser
 * allows no storage there are none.
 */
export function keptWrites(name: string): readonly KeptWrite[] {
	try {
		const writes: unknown = JSON.parse(sessionStorage.getItem(storageKey(name)) ?? '[]');
		return Array.isArray(writes) ? writes.filter(isKeptWrite) : [];
	} catch {
		return [];
	}
}

/** Stores a write in `sessionStorage`; does nothing where the browser allows no storage. */
export function keepWrite(name: string, write: KeptWrite): void {
	store(name, [...keptWrites(name).filter(({ key }) => key !== write.key), write]);
}

/** Removes a write that was answered or given up. */
export function forgetWrite(name: string, key: string): void {
	store(
		name,
		keptWrites(name).filter((write) => write.key !== key),
	);
}

function store(name: string, writes: readonly KeptWrite[]): void {
	try {
		if (writes.length === 0) sessionStorage.removeItem(storageKey(name));
		else sessionStorage.setItem(storageKey(name), JSON.stringify(writes));
	} catch {
		// It is full or not allowed.
	}
}

function storageKey(name: string): string {
	return `unanswered writes of ${name}`;
}

/** A write of an older edition of this page may look different. */
function isKeptWrite(input: Partial<KeptWrite> | null): input is KeptWrite {
	if (typeof input !== 'object' || input === null) return false;
	const { operation, amount = 0, key, at } = input;
	return (
		(operation === 'increment' || operation === 'decrement') &&
		Number.isInteger(amount) &&
		amount >= 1 &&
		amount <= amountMax &&
		typeof key === 'string' &&
		/^[0-9a-f]{32}$/.test(key) &&
		Number.isFinite(at)
	);
}
