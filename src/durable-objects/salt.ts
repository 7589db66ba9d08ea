import { DurableObject } from 'cloudflare:workers';
import { endOfDay, parseDayName, startOfDay } from '../core/visits/day';
import { saltLength } from '../core/visits/visitor-key';
import { createDuties } from './duties';

/** For requests under way at midnight, and for clocks that do not agree, in milliseconds. */
export const saltGrace = 300_000;

/** The one stored row. */
interface SaltRow {
	readonly salt: Uint8Array<ArrayBuffer>;
	/** When it is to be deleted, in epoch milliseconds. */
	readonly forgetAt: number;
}

/** The result of a call: the salt, or that it is not the object's day. */
export type DaySalt =
	{ readonly salt: Uint8Array<ArrayBuffer> } | { readonly refused: 'another-day' };

/**
 * The random salt of one day, from which the keys of its visitors are derived. The object is named by
 * the date, and deletes the salt when its day is over: from then on nothing that counters store leads
 * back to a visitor.
 */
export class Salt extends DurableObject {
	#row = this.ctx.storage.kv.get<SaltRow>('state');
	readonly #duties = createDuties(this.ctx, [
		{ name: 'forget', due: () => this.#row?.forgetAt, run: () => this.#forget() },
	]);

	// #region salt
	/** Returns the salt, the same all day; the first call makes it. */
	salt(): DaySalt {
		const day = parseDayName(this.ctx.id.name);
		const now = Date.now();
		this.#duties.check();
		// A salt of a past day would be made in vain, and one that is not deleted yet is not handed out.
		if (day === undefined || now < startOfDay(day) - saltGrace) return { refused: 'another-day' };
		const forgetAt = endOfDay(day) + saltGrace;
		if (now >= forgetAt) return { refused: 'another-day' };
		if (!this.#row) {
			const row = { salt: crypto.getRandomValues(new Uint8Array(saltLength)), forgetAt };
			this.ctx.storage.kv.put('state', row);
			this.#row = row;
			this.#duties.require(forgetAt);
		}
		return { salt: this.#row.salt };
	}
	// #endregion salt

	/** Runs some minutes after the day. */
	override alarm(): Promise<void> {
		return this.#duties.run();
	}

	#forget(): Promise<void> {
		this.#row = undefined;
		this.#duties.forget();
		return this.ctx.storage.deleteAll();
	}
}
