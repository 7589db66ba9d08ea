import type { CounterSettings } from '../core/contract/counter-settings';
import type { IdempotencyKey } from '../core/contract/idempotency';
import { isExact, type VisitCount, visitorsMax, visitsToday } from '../core/visits/visit-count';
import type { CounterContent } from './counter-content';
import type { KeyTable } from './key-table';

/** A visit as the site reports it. */
export interface SentVisit {
	/** The key of the visitor for today; absent for a crawler, which is not counted. */
	readonly key?: IdempotencyKey;
	/** When the day of the key is over, in epoch milliseconds. */
	readonly until: number;
	/** The name that the counter was addressed by; absent if it was its id. */
	readonly name?: string | undefined;
	/** The origin of the page that sent it; absent if no page did. */
	readonly origin?: string | undefined;
	/** Whether the sender may write to every counter that is everybody's: this site, or a program. */
	readonly isTrusted: boolean;
}

/** The result of a visit. */
export type VisitAnswer =
	| {
			/** The value after it. */
			readonly value: number;
			/** Whether the visitor was counted now: not, if it was counted before on the same day. */
			readonly counted: boolean;
			/** Whether every visitor of today was distinguished. */
			readonly exact: boolean;
	  }
	| { readonly refused: 'out-of-range' | 'day-over' | 'cross-site' | 'forbidden' };

/** Stores a new value with what comes with it, all or nothing. */
export type StoreVisit = (
	change: { readonly value: number; readonly visits: VisitCount },
	together?: () => void,
) => void;

// #region visit
/**
 * Counts a visitor at most once a day: an increment under the visitor's key, which is forgotten when
 * the day is over. A visitor who comes again writes no row. When too many are known, every visit counts.
 */
export function countVisit(
	visit: SentVisit,
	content: Pick<CounterContent, 'state' | 'owner' | 'visits'>,
	keys: KeyTable,
	store: StoreVisit,
): VisitAnswer {
	const refused = refuseVisit(visit, content.owner()?.settings);
	if (refused) return refused;
	const { key, until } = visit;
	const now = Date.now();
	const before = visitsToday(content.visits(), now);
	const { value: current } = content.state();
	if (key === undefined) return { value: current, counted: false, exact: isExact(before) };
	if (until <= now) return { refused: 'day-over' };
	if (keys.find(key)) return { value: current, counted: false, exact: isExact(before) };

	const value = current + 1;
	if (!Number.isSafeInteger(value)) return { refused: 'out-of-range' };
	const visits = { ...before, visits: before.visits + 1 };
	const isDistinguished = visits.visits <= visitorsMax;
	store(
		{ value, visits },
		isDistinguished ? () => keys.remember(key, firstVisit, until) : undefined,
	);
	return { value, counted: true, exact: isExact(visits) };
}
// #endregion visit

/**
 * Refuses a visit of a page that may not send one. A visit gives no power over the value, so it needs no
 * token: a counter that only its owner writes takes visits from the pages that the owner lists.
 */
function refuseVisit(
	{ origin, isTrusted }: SentVisit,
	settings: CounterSettings | undefined,
): { readonly refused: 'cross-site' | 'forbidden' } | undefined {
	if (origin !== undefined && settings?.origins.includes(origin)) return undefined;
	if (!isTrusted) return { refused: 'cross-site' };
	return settings?.writes === 'owner' ? { refused: 'forbidden' } : undefined;
}

/** The answer to a visitor who comes again is the value of that moment, so none is kept. */
const firstVisit = { write: 'visit', value: 0, version: 0 };
