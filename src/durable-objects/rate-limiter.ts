import { DurableObject } from 'cloudflare:workers';
import {
	admit,
	type LimitDecision,
	type LimiterPolicy,
	type LimiterState,
	newClient,
	peek,
	type Standing,
} from '../core/limits/limiter';

/**
 * The write budget of one client. Every client has an object of this class to itself, so a flood
 * from one is nobody else's trouble.
 *
 * A client that keeps to its budget is remembered in memory alone. The object is not evicted before
 * it has been idle for longer than an empty budget takes to fill, so forgetting changes nothing and
 * the honest cost no stored row. A client that was refused is stored, with an alarm that wipes it
 * all when the matter is forgotten.
 */
export class RateLimiter extends DurableObject {
	#state: LimiterState;

	constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
		super(ctx, env);
		this.#state = ctx.storage.kv.get<LimiterState>('state') ?? newClient;
	}

	// #region limit
	/** Checks one write against the client's budget and records it, in a single call. */
	limit(policy: LimiterPolicy): LimitDecision {
		const { decision, state } = admit(this.#state, Date.now(), policy);
		const { penalty } = state;
		if (penalty && penalty !== this.#state.penalty) {
			this.ctx.storage.kv.put('state', state);
			void this.ctx.storage.setAlarm(penalty.forgetAt);
		}
		this.#state = state;
		return decision;
	}
	// #endregion limit

	// #region peek
	/** Reads the client's standing; spends and records nothing. */
	peek(policy: LimiterPolicy): Standing {
		return peek(this.#state, Date.now(), policy);
	}
	// #endregion peek

	// #region alarm
	/** Forgets a penalty that has been quiet for long enough. */
	override async alarm(): Promise<void> {
		const { penalty } = this.#state;
		// A newer refusal may have moved the time while this alarm was on its way.
		if (penalty && Date.now() < penalty.forgetAt) {
			await this.ctx.storage.setAlarm(penalty.forgetAt);
			return;
		}
		this.#state = { arrival: this.#state.arrival };
		await this.ctx.storage.deleteAll();
	}
	// #endregion alarm
}
