import { namesField, readNames } from '../../core/contract/name-list';
import { isProblem } from '../../core/contract/problem';
import {
	type BadgeMessage,
	invalidMessage,
	unavailableMessage,
	valueMessage,
} from '../../core/pictures/badge';
import { checksum } from '../../core/http/etag';
import { stateKey } from '../../core/http/state-key';
import { safeSum } from '../../core/safe-sum';
import { counterAddress } from '../address';
import { readListed } from './values';

/** Whether a badge is that of a sum: the counter `sum` has one too, whose address has no names. */
export function isSum(name: string | undefined, query: URLSearchParams): boolean {
	return name === 'sum' && query.has(namesField);
}

/** What the badge of a sum shows, and a key of the states of its counters if all were read. */
export async function readSum(
	query: URLSearchParams,
): Promise<{ readonly message: BadgeMessage; readonly key?: string }> {
	const names = readNames(query);
	if (isProblem(names) || !names.every(counterAddress)) return { message: invalidMessage };
	const states = await Promise.all(names.map(readListed));
	const read = states.flatMap((state) => (isProblem(state) ? [] : [state]));
	const sum = safeSum(read.map(({ value }) => value));
	if (read.length < states.length || sum === undefined) return { message: unavailableMessage };
	// Fifty keys are too long for a tag: their own check stands for them.
	const key = `sum-${checksum(read.map(stateKey).join())}`;
	return { message: valueMessage(sum), key };
}
