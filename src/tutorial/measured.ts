/** A figure that the bench measured on this very code. */
export interface Measurement {
	/** What was measured, as a sentence without a full stop. */
	readonly what: string;
	/** The figure with its unit. */
	readonly figure: string;
	/** The machine and the load it was measured on. */
	readonly conditions: string;
}

/** What the last lesson says about this site's speed; it says nothing that is not listed here. */
export const measured: readonly Measurement[] = [];
