import type { TaskId } from '../core/contract/tasks';

/** Something to do with a counter of one’s own, from a terminal or with code. */
export interface Task {
	readonly title: string;
	/** What is to be done, and what makes it worth doing. */
	readonly instruction: string;
	/** How a command begins that leads there; `$counter` is the address of the reader’s counter. */
	readonly beginning: string;
	/** What is missing. */
	readonly hint: string;
}

/** The text of each task; what the object looks for is in `src/core/objects/task-checks.ts`. */
export const tasks: Readonly<Record<TaskId, Task>> = {
	'forty-two': {
		title: 'Say 42 in two writes',
		instruction:
			'Let your counter, which begins at 0, say 42 after its second write. The object counts its changes, so a third write comes too late; take a new counter then.',
		beginning: `curl --json '{"amount":…}' "$counter/increment"`,
		hint: 'An amount may be anything from 1 to 1000, so 40 and 2 will do. There is also "$counter/decrement".',
	},
	'send-twice': {
		title: 'Send one write twice and count one',
		instruction:
			'Send the very same write two times, as a client does whose first answer was lost, and see it counted once.',
		beginning: `curl -i -X POST -H 'Idempotency-Key: …' "$counter/increment"`,
		hint: 'Any text of your own can be the key, such as "my-first-key". Run the same line again: the second answer says Idempotency-Replayed: true.',
	},
	'ten-at-once': {
		title: 'Lose no update with ten at once',
		instruction:
			'Send ten writes of 1 at the same time, and find ten more. The object has to see all of them within three seconds and nothing else between them. They are your whole budget, so let it fill up first.',
		beginning: `seq 10 | xargs -P 10 -I % …`,
		hint: 'After the % comes an ordinary write: curl -X POST "$counter/increment". If one is refused, wait until /api/limit says 10 again and send all ten anew.',
	},
	outlive: {
		title: 'Outlive a restart',
		instruction:
			'Write, let the object restart, and write again. The second instance goes on from a number that it has never counted itself.',
		beginning: `curl -X POST "$counter/…"`,
		hint: 'The counters of demos can be restarted: send a POST to "$counter/restart" between two writes. An object that nobody needed for a while does the same by itself.',
	},
	'be-watched': {
		title: 'Let two watch',
		instruction:
			'This page watches your counter while you look at it. Let a program of yours watch too, and write once: both receive it.',
		beginning: `curl -N -H 'Accept: …' "$counter/live"`,
		hint: 'The value is sent as a stream to whoever accepts text/event-stream. Leave that running and write in a second terminal. Without this page, let two programs watch.',
	},
};

/** The id of the heading of a task. */
export function taskHeading(id: TaskId): string {
	return `task-${id}`;
}
