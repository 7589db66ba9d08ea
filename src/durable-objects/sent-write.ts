import type { Operation } from '../core/contract/paths';
import type { IdempotencyKey } from '../core/contract/idempotency';
import { authorize, type Owner, type StrangerRefusal } from './owner';

/** A write as the site passes it on. */
export interface SentWrite {
	readonly operation: Operation;
	/** By how much, a whole number from 1. */
	readonly amount: number;
	/** Makes a repeat within 24 hours return the first answer and count nothing. */
	readonly key?: IdempotencyKey | undefined;
	/** The key of the client that sent it, by which its idempotency keys are limited. */
	readonly client?: string | undefined;
	/** The name that the counter was addressed by; absent if it was its id. */
	readonly name?: string | undefined;
	/** The origin of the page that sent it; absent unless that is of a site that may not write everywhere. */
	readonly origin?: string | undefined;
	/** SHA-256 of the token that was sent, as 64 hexadecimal digits. */
	readonly tokenHash?: string | undefined;
}

/** Why a write is not for its sender to make. */
export type SenderRefusal = StrangerRefusal | { readonly refused: 'cross-site' };

/** The refusal of an amount that is larger than the step of the counter. */
export interface StepRefusal {
	readonly refused: 'invalid-amount';
	/** The largest amount that the counter takes. */
	readonly step: number;
}

// #region sender
/** Refuses a write whose sender may not write to the counter. */
export function refuseSender(
	owner: Owner | undefined,
	{ origin, tokenHash }: SentWrite,
): SenderRefusal | undefined {
	if (origin !== undefined && !owner?.settings.origins.includes(origin)) {
		return { refused: 'cross-site' };
	}
	if (owner?.settings.writes !== 'owner') return undefined;
	const authorized = authorize(owner, tokenHash);
	return 'refused' in authorized ? authorized : undefined;
}
// #endregion sender

/** Refuses an amount that is larger than the owner has decided. */
export function refuseAmount(
	owner: Owner | undefined,
	{ amount }: SentWrite,
): StepRefusal | undefined {
	if (!owner || amount <= owner.settings.step) return undefined;
	return { refused: 'invalid-amount', step: owner.settings.step };
}
