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
 * What the last lesson says about this site's speed; it says nothing that is not listed here. A test
 * compares it with the last full run of the bench, in `bench/results/full.json`.
 */
export const measured: readonly Measurement[] = [
	{
		what: 'Writes to one counter, all through one object',
		figure: '2,000 a second',
		conditions:
			'16 connections on a machine with 2 cores, load included; 0.81 of a bare Worker that makes the same calls',
	},
	{
		what: 'Reads of counters',
		figure: '6,400 a second',
		conditions: 'the same machine; 0.74 of the bare Worker',
	},
	{
		what: 'From a write until 500 watchers have received it, with 300 writes a second',
		figure: '75 ms at the median, 154 ms at the 99th percentile',
		conditions: 'the same machine; all 500 ended on the right value',
	},
];
