import type { Broadcast } from '../broadcast';
import type { Changes } from '../changes';
import type { CounterContent } from '../counter-content';
import type { Duties } from '../duties';
import type { Recorder } from '../recorder';
import { createDemonstration, type Demonstration } from './demonstration';
import { createReminder, type Reminder } from './reminder';
import { createTasks, type Tasks } from './tasks';

/** The parts of a counter that a demo looks at or uses. */
export interface DemoSubject {
	readonly content: CounterContent;
	readonly changes: Changes;
	readonly watchers: Broadcast;
	readonly recorder: Recorder;
	/** The duties of the object, which the reminder is one of. */
	duties(): Duties;
	/** Counts a call. */
	note(method: string): void;
}

/** A counter as the demos see it: its own parts, and those that only they need. */
export interface Demo extends DemoSubject {
	readonly tasks: Tasks;
	readonly reminder: Reminder;
	readonly demonstration: Demonstration;
}

/** Makes the parts of a counter that only the demos of the tutorial need. */
export function createDemo(storage: DurableObjectStorage, subject: DemoSubject): Demo {
	const { content, changes, duties } = subject;
	const reminder = createReminder(storage, content, changes.store, (time) =>
		duties().require(time),
	);
	return {
		...subject,
		tasks: createTasks(subject),
		reminder,
		demonstration: createDemonstration(storage, content, duties, reminder),
	};
}
