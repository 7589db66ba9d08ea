import { isProblem } from '../../core/contract/problem';
import { callObject } from '../call';
import { counter } from '../objects';
import { demoWrite } from './demo-write';

/** A counter as the next version of its code might have it. */
interface NextCounter {
	/** No version has it. */
	ofTheNextVersion(): Promise<void>;
}

/** Calls a method that a demo's object lacks, as a site does that is newer than its objects. */
export const callUnknownMethod = demoWrite(undefined, async (name) => {
	const outcome = await callObject(
		() => counter(name) as unknown as NextCounter,
		(stub) => stub.ofTheNextVersion(),
		true,
	);
	if (isProblem(outcome)) return { ...outcome, isIntended: true };
	return { content: null, status: 204 };
});
