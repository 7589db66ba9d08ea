/** What a reader has done of the tutorial, as their browser keeps it. */
export interface Progress {
	/** The place of the option that was chosen before a demo ran, by the name of the demo. */
	readonly expected: Readonly<Record<string, number>>;
	/** The demos that ran. */
	readonly tried: readonly string[];
	/** The tasks that are done. */
	readonly done: readonly string[];
	/** The id of the heading below which the reader left. */
	readonly place?: string | undefined;
	/** The demo's counter on which the reader does the tasks. */
	readonly counter?: string | undefined;
}

/** The progress of somebody who has just come. */
export const emptyProgress: Progress = { expected: {}, tried: [], done: [] };

/** Whether there is no progress at all. */
export function isEmpty(progress: Progress): boolean {
	return JSON.stringify(progress) === JSON.stringify(emptyProgress);
}

/** What ids of this page look like; whatever else lies in the storage is not ours. */
const id = /^[a-z\d-]{1,64}$/;

/** The most entries of a list, and the most options of a question. */
const [entriesMax, optionsMax] = [100, 10];

/** Reads the progress from the text that was stored; what is no part of it counts as absent. */
export function parseProgress(text: string | null): Progress {
	const stored = parseRecord(text);
	const { place, counter } = stored;
	const expected = Object.entries(isRecord(stored['expected']) ? stored['expected'] : {});
	return {
		expected: Object.fromEntries(expected.filter(isChoice).slice(0, entriesMax)),
		tried: parseIds(stored['tried']),
		done: parseIds(stored['done']),
		...(isId(place) && { place }),
		...(isId(counter) && { counter }),
	};
}

/** Adds what was done to what was done before; where both say something else, the newer counts. */
export function merge(before: Progress, newer: Partial<Progress>): Progress {
	const { place = before.place, counter = before.counter } = newer;
	return {
		expected: { ...before.expected, ...newer.expected },
		tried: union(before.tried, newer.tried),
		done: union(before.done, newer.done),
		...(place !== undefined && { place }),
		...(counter !== undefined && { counter }),
	};
}

function parseRecord(text: string | null): Readonly<Record<string, unknown>> {
	try {
		const stored: unknown = JSON.parse(text ?? '');
		return isRecord(stored) ? stored : {};
	} catch {
		return {};
	}
}

function parseIds(input: unknown): readonly string[] {
	return Array.isArray(input) ? union(input.filter(isId).slice(0, entriesMax)) : [];
}

function union(before: readonly string[], newer: readonly string[] = []): readonly string[] {
	return [...new Set([...before, ...newer])];
}

function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
	return typeof input === 'object' && input !== null;
}

function isId(input: unknown): input is string {
	return typeof input === 'string' && id.test(input);
}

function isChoice(entry: readonly [string, unknown]): entry is [string, number] {
	const [demo, option] = entry;
	return (
		isId(demo) && Number.isInteger(option) && Number(option) >= 0 && Number(option) < optionsMax
	);
}
