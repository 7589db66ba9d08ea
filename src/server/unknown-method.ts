import { isProblem } from '../core/contract/problem';
import { admitTrusted } from './admission';
import { callObject } from './call';
import { demoAddress, notADemo } from './demo-address';
import { counter } from './objects';
import type { Action } from './outcome';
import { startTiming } from './timing';

/** A counter as the next version of its code might have it. */
interface NextCounter {
	/** No version has it. */
	ofTheNextVersion(): Promise<void>;
}

/** Calls a method that a demo's object lacks, as a site does that is newer than its objects. */
export const callUnknownMethod: Action = async (context) => {
	const name = demoAddress(context.params['name']);
	if (!name) return notADemo;
	const admitted = await admitTrusted(context);
	if (isProblem(admitted)) return admitted;
	const withTime = startTiming('counter');

	// #region unknown-method
	const outcome = await callObject(
		() => counter(name) as unknown as NextCounter,
		(stub) => stub.ofTheNextVersion(),
		true,
	);
	// #endregion unknown-method
	const headers = withTime(admitted.headers);
	if (isProblem(outcome)) return { ...outcome, isMeant: true, headers };
	return { content: null, status: 204, headers };
};
