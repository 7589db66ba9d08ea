/** What each demo is for, in the words that follow "Try it:" in its heading. */
export const demos = {
	race: 'lose an update',
	identity: 'meet an object',
	wire: 'watch a click travel',
	restart: 'restart an object',
	cards: 'press a key',
	gauge: 'use up your budget',
	'second-window': 'open a second window',
	'lost-answer': 'lose an answer',
	sql: 'let an hour pass',
	alarms: 'set an alarm',
	finding: 'get on the list',
	who: 'be refused',
	location: 'find your object',
	shipping: 'meet an older object',
	testing: 'check a history',
	running: 'read the books',
} as const;

export type DemoName = keyof typeof demos;

/** Whether there is a demo of this name. */
export function isDemo(name: string): name is DemoName {
	return Object.hasOwn(demos, name);
}

/** The id of a demo's heading. */
export function demoId(name: DemoName): string {
	return `try-${name}`;
}

/** The text of a demo's heading. */
export function demoTitle(name: DemoName): string {
	return `Try it: ${demos[name]}`;
}
