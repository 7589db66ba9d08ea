import { type CounterName, isDemoName, parseName } from '../../core/contract/name';
import type { Problem } from '../../core/contract/problem';

/** The refusal of every counter that is not a demo's. */
export const notADemo: Problem = {
	problem: 'invalid-name',
	detail:
		'Only the counter of a demo takes this: its name is "demo-" and 32 hexadecimal digits that its reader drew.',
};

/** Returns the counter of a demo that a path segment names, or `undefined` if it names none. */
export function demoAddress(segment: unknown): CounterName | undefined {
	const name = parseName(segment);
	return name && isDemoName(name) ? name : undefined;
}
