import type { CounterInspection } from '../core/contract/answers';
import type { CounterHistory } from '../core/history/history';
import type { CounterState } from './counter-content';

/** What a counter's object reports of itself. */
export interface CounterReport extends CounterState, Omit<CounterInspection, 'wokeAt'> {
	/** When the object came into memory, in epoch milliseconds. */
	readonly wokeAt: number;
}

/** A part of a counter's history, and the counter now. */
export interface HistoryReport extends CounterState, CounterHistory {}
