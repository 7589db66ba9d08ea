import { env } from 'cloudflare:workers';
import type { Directory } from '../../src/durable-objects/directory';
import type { DirectoryEntry, ListedCounter } from '../../src/durable-objects/directory-entries';

/** A directory that has received nothing. */
export function freshDirectory(): DurableObjectStub<Directory> {
	return env.DIRECTORY.getByName(crypto.randomUUID());
}

/** What a counter sends to the directory; its number grows with the time. */
export function entry(
	name: string,
	changedAt: number,
	value = 0,
	stamp = changedAt,
): DirectoryEntry {
	return { name: name, value, changedAt, stamp };
}

/** All that is listed, read by pages of `limit`. */
export function readAll(
	directory: Directory,
	limit: number,
	between: () => unknown = () => {},
): readonly ListedCounter[] {
	const all: ListedCounter[] = [];
	for (let page = directory.list({ limit }); ;) {
		all.push(...page.counters);
		if (!page.next) return all;
		between();
		page = directory.list({ after: page.next, limit });
	}
}

/** The names of what is listed. */
export const names = (counters: readonly ListedCounter[]) => counters.map(({ name }) => name);

/** Newest first, and by name downwards among those of the same time. */
export function inOrder(entries: Iterable<DirectoryEntry>): readonly ListedCounter[] {
	return [...entries]
		.toSorted((a, b) => b.changedAt - a.changedAt || (a.name < b.name ? 1 : -1))
		.map(({ name, value, changedAt }) => ({ name, value, changedAt }));
}
