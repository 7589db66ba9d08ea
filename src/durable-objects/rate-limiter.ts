import { DurableObject } from 'cloudflare:workers';
import {
	admit,
	type BudgetStatus,
	type LimitDecision,
	type LimiterPolicy,
	type LimiterState,
	newClient,
	peek,
} from '../core/limits/limiter';
import { version } from '../core/site/version';
import { createDuties } from './duties';

/**
 * The write budget of one client. Every client has an object of this class to itself, so a flood
 * from one client slows down no other.
 *
 * The state of a client that keeps to its budget is in memory only: an idle object is evicted later
 * than an empty budget fills up, so an eviction changes nothing, and an admitted write stores no
 * row. A refusal is stored, with an alarm that deletes everything once it is forgotten.
 */
export class RateLimiter extends DurableObject {
	#state: LimiterState;
	/** When the stored row is to be deleted, in epoch milliseconds; `undefined` if none is stored. */
	#forgetAt: number | undefined;
	readonly #duties = createDuties(this.ctx, [
		{ name: 'forget', due: () => this.#forgetAt, run: () => this.#forget() },
	]);

	constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
		super(ctx, env);
		this.#state = ctx.storage.kv.get<LimiterState>('state') ?? newClient;
		this.#forgetAt = this.#state.penalty?.forgetAt;
	}

	// #region limit
	/**
	 * Checks one write against the client's budget and records it, in a single call.
	 *
	 * @param cost how many writes it counts as
	 */
	limit(policy: LimiterPolicy, cost = 1): LimitDecision {
		const { decision, state } = admit(this.#state, Date.now(), policy, cost);
		const { penalty } = state;
		this.#duties.check();
		if (penalty && penalty !== this.#state.penalty) {
			this.ctx.storage.kv.put('state', state);
			this.#forgetAt = penalty.forgetAt;
			this.#duties.require(penalty.forgetAt);
		}
		this.#state = state;
		return decision;
	}
	// #endregion limit

	// #region peek
	/** Reads the state of the client's budget; spends and records nothing. */
	peek(policy: LimiterPolicy): BudgetStatus {
		return peek(this.#state, Date.now(), policy);
	}
	// #endregion peek

	/** Reports the version of the code that runs; records and stores nothing. */
	codeVersion(): string {
		return version;
	}

	// #region alarm
	/** Runs when a penalty is to be forgotten, and is set anew if there was a newer refusal since. */
	override alarm(): Promise<void> {
		return this.#duties.run();
	}

	#forget(): Promise<void> {
		this.#state = { arrival: this.#state.arrival };
		this.#forgetAt = undefined;
		this.#duties.forget();
		return this.ctx.storage.deleteAll();
	}
	// #endregion alarm
}
