/** Who may write to a counter. */
export type Writers = 'everyone' | 'owner';

/** What the owner of a counter decides about it. */
export interface CounterSettings {
	readonly writes: Writers;
	/** Origins of other sites whose pages may write, each as `https://host`; at most {@link originsMax}. */
	readonly origins: readonly string[];
	/** The largest amount of one write, from 1 to 1000. */
	readonly step: number;
	/** Whether the counter is in the public list. */
	readonly listed: boolean;
}

/** The most origins of one counter. */
export const originsMax = 10;

/** The settings of a counter without an owner, and of one whose owner has chosen nothing. */
export const defaultSettings: CounterSettings = {
	writes: 'everyone',
	origins: [],
	step: 1000,
	listed: false,
};
