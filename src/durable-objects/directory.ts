import { DurableObject } from 'cloudflare:workers';
import { type PageOfList, pageMax } from '../core/contract/listing';
import { createEntries, type DirectoryEntry, type DirectoryPage } from './directory-entries';
import { createDuties } from './duties';

/**
 * The list of the counters that their owners want to be found: names and values, the newest change
 * first. Objects cannot be listed by their contents, so what is to be listed has to be sent to one
 * object that keeps a table.
 *
 * The counters send it when their outbox is due (`core/objects/outbox.ts`): a message may come late,
 * twice, or after a newer one. Each carries a number, and only a higher one replaces what is here.
 */
export class Directory extends DurableObject {
	readonly #entries = createEntries(this.ctx.storage);
	readonly #duties = createDuties(this.ctx, [
		{ name: 'prune entries', due: this.#entries.pruneTime, run: this.#entries.prune },
	]);

	/** Enters a counter, or what has changed of it; returns the number of the newest change that it holds. */
	enter(entry: DirectoryEntry): number {
		this.#duties.check();
		return this.#entries.put(entry);
	}

	/** Takes a counter out; returns the number of the newest change that it holds. */
	leave(name: string, stamp: number): number {
		this.#duties.check();
		const held = this.#entries.put({ name, value: null, changedAt: Date.now(), stamp });
		const time = this.#entries.pruneTime();
		if (time !== undefined) this.#duties.require(time);
		return held;
	}

	/** Returns a page of the list; reads only the rows that it returns, and two more at most. */
	list({ after, limit }: PageOfList): DirectoryPage {
		return this.#entries.list({ after, limit: Math.min(Math.max(limit, 1), pageMax) });
	}

	override alarm(): Promise<void> {
		return this.#duties.run();
	}
}
