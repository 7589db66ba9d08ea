import type { CodeSample } from './operation';

/** The counter of the examples. */
export const sampleName = 'my-counter';

/** The id of a private counter. */
export const sampleId = '0123456789abcdef'.repeat(4);

/** The counter of the examples of demos. */
export const sampleDemoName = `demo-${'0123456789abcdef'.repeat(2)}`;

export const sampleInspection = {
	value: 3,
	id: sampleId,
	version: 5,
	wokeAt: '2026-01-02T03:04:05.678Z',
	calls: 7,
	changes: 1,
	watchers: 2,
	storedBytes: 8192,
};

/** The same object after a restart. */
export const sampleRestarted = { ...sampleInspection, calls: 1, changes: 0, watchers: 0 };

/** A request as a line for the shell. */
export function shellSample(source: string): CodeSample {
	return { lang: 'Shell', source };
}
