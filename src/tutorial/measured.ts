/** A figure that the bench measured on this very code. */
export interface Measurement {
	/** What was measured, as a sentence without a full stop. */
	readonly what: string;
	/** The figure with its unit. */
	readonly figure: string;
	/** The machine and the load it was measured on. */
	readonly conditions: string;
}

/**
 * What the last lesson says about this site's speed; it says nothing that is not listed here.
 * Written by `node bench/readme.ts` from the results of a full run.
 */
export const measured: readonly Measurement[] = [
	{
		what: 'Writes to one counter, all through one object',
		figure: '2,200 a second',
		conditions:
			'16 connections on a machine with 2 cores, load included; 0.88 of a bare Worker that makes the same calls',
	},
	{
		what: 'Reads of counters',
		figure: '7,300 a second',
		conditions: 'the same machine; 0.92 of the bare Worker',
	},
	{
		what: 'From a write to its news at 500 watchers, with 300 writes a second',
		figure: '143 ms at the median, 661 ms at the 99th percentile',
		conditions: '11.0 messages to each watcher a second; 500 of 500 ended on the right value',
	},
];
