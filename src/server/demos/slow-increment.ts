import { slowAnswerDelay } from '../../core/contract/api';
import { isProblem } from '../../core/contract/problem';
import { increment } from '../counters/write';
import type { Action } from '../outcome';
import { demoAddress, notADemo } from './address';

/** Adds to a demo's counter at once, and answers so late that the answer can be lost. */
export const incrementSlowly: Action = async (context) => {
	if (!demoAddress(context.params['name'])) return notADemo;
	const outcome = await increment(context);
	if (!isProblem(outcome)) await scheduler.wait(slowAnswerDelay);
	return outcome;
};
