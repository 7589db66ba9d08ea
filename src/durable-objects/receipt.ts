import { DurableObject } from 'cloudflare:workers';
import { createDuties } from './duties';

/** What a client that makes a counter will be answered. */
export interface Reservation {
	/** A check over what was asked for: one key is not for two different counters. */
	readonly request: string;
	/** The address of the counter: its name or its id. */
	readonly address: string;
	/** The value that it starts at. */
	readonly value: number;
	/**
	 * What the token is derived from, together with the key, which is not stored: so whoever reads this
	 * row has no token. Absent for a counter without an owner.
	 */
	readonly seed?: string;
}

/** A reservation, and whether the counter was made for it. */
export interface KnownReservation extends Reservation {
	/** Whether the counter is known to be made; one without an owner is, since nothing is stored for it. */
	readonly isMade: boolean;
}

interface ReceiptRow extends KnownReservation {
	/** When it is forgotten, in epoch milliseconds. */
	readonly forgetAt: number;
}

/** How long a receipt is kept, in milliseconds: an hour. */
export const receiptLifetime = 60 * 60 * 1000;

/**
 * The answer to the making of a counter, kept for an hour for a client that asks again with the same
 * key, since its first answer was lost. Every key has an object of this class to itself.
 *
 * Two objects cannot store in one transaction, so the order makes it safe: first what will be answered
 * is stored here, then the counter is made, then it is noted here that it is made. After a crash in
 * between, a repeat finds the promise and keeps it; the counter takes the same owner twice.
 */
export class Receipt extends DurableObject {
	#row = this.ctx.storage.kv.get<ReceiptRow>('receipt');
	readonly #duties = createDuties(this.ctx, [
		{ name: 'forget', due: () => this.#row?.forgetAt, run: () => this.drop() },
	]);

	/**
	 * Stores what will be answered, unless something was promised within the last hour: then returns
	 * that.
	 */
	promise(promised: Reservation): KnownReservation | { readonly refused: 'key-reused' } {
		const row = this.#row;
		if (!row || row.forgetAt <= Date.now()) {
			this.#duties.check();
			const forgetAt = Date.now() + receiptLifetime;
			this.#store({ ...promised, isMade: promised.seed === undefined, forgetAt });
			this.#duties.require(forgetAt);
			return { ...promised, isMade: false };
		}
		if (row.request !== promised.request) return { refused: 'key-reused' };
		const { forgetAt: _, ...kept } = row;
		return kept;
	}

	/** Notes that the counter is made; a repeat needs no more than this object from then on. */
	keep({ request, address, value, seed }: Reservation): void {
		const forgetAt = this.#row?.forgetAt ?? Date.now() + receiptLifetime;
		const known = seed === undefined ? {} : { seed };
		this.#store({ request, address, value, ...known, isMade: true, forgetAt });
		this.#duties.require(forgetAt);
	}

	/** Forgets all of it: what was refused may be asked for again. */
	drop(): Promise<void> {
		this.#row = undefined;
		this.#duties.forget();
		return this.ctx.storage.deleteAll();
	}

	override alarm(): Promise<void> {
		return this.#duties.run();
	}

	#store(row: ReceiptRow): void {
		this.ctx.storage.kv.put('receipt', row);
		this.#row = row;
	}
}
