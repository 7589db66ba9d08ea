import { dutyNames } from '../contract/duty-names';
import type { ObjectInside } from '../contract/answers';
import type { Operation } from '../contract/paths';
import type { CounterSettings } from '../contract/counter-settings';
import { version } from '../site/version';
import type { RecordedEvent } from '../contract/recording';
import type { CodeSample } from './operation';

/** The counter of the examples. */
export const sampleName = 'my-counter';

/** The id of a private counter. */
export const sampleId = '0123456789abcdef'.repeat(4);

/** A token of an owner. */
export const sampleToken = `dc_${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg'}`;

/** What an owner has decided. */
export const sampleSettings: CounterSettings = {
	writes: 'everyone',
	origins: ['https://blog.example'],
	step: 1,
	listed: false,
};

/** The counter of the examples of demos. */
export const sampleDemoName = `demo-${'0123456789abcdef'.repeat(2)}`;

export const sampleInspection = {
	value: 3,
	id: sampleId,
	name: sampleName,
	version: 5,
	wokeAt: '2026-01-02T03:04:05.678Z',
	calls: 7,
	changes: 1,
	watchers: 2,
	storedBytes: 8192,
	codeVersion: version,
};

/** The same object after a restart. */
export const sampleRestarted = {
	...sampleInspection,
	name: sampleDemoName,
	calls: 1,
	changes: 0,
	watchers: 0,
};

/** An event of a flight recorder. */
export const sampleEvent = {
	id: '1795867580390-2',
	at: 1795867581200,
	event: 'call',
	method: 'write',
} satisfies RecordedEvent;
/** What is inside the object of a demo. */
export const sampleInside: ObjectInside = {
	schema: 1,
	tables: ['history', 'idempotency_keys_2'],
	costs: { rows: 4, byKey: 1, byScan: 4 },
	duties: [
		{ name: 'prune keys', due: '2026-01-03T06:00:00.000Z' },
		{ name: 'prune history' },
		{ name: 'delete', due: '2026-01-03T03:04:05.678Z' },
		{ name: dutyNames.list },
		{ name: dutyNames.remind, due: '2026-01-02T03:04:10.678Z' },
	],
	alarm: '2026-01-02T03:04:10.678Z',
};

/** A key as a client draws it, one for each operation: a key is not for two different writes. */
export function sampleKey(operation: Operation | 'slow-increment' | 'create'): string {
	const keys = {
		increment: '5f0c6f0e-9d3a-4c1b-8f57-2a6be1c7d904',
		create: 'e3a81f6c-0b47-4d92-8c5e-96d2704bf1a8',
		decrement: 'b7e1d2c8-43fa-4e60-9a15-c08d5f9b3e72',
		'slow-increment': '0d94a7b3-6c2e-4f18-b5d9-71e8f3a0c645',
	};
	return keys[operation];
}

/** A request as a line for the shell. */
export function shellSample(source: string): CodeSample {
	return { lang: 'Shell', source };
}
