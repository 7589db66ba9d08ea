import type { Problem } from './problem';
import { invalidQuery } from './query';
import { quote } from './quoting';

/** The query parameter of a read of several counters: their names, comma-separated. */
export const namesField = 'names';

/** The most counters that one request reads. */
export const namesMax = 50;

/**
 * Reads the list of a request that reads several counters: 1 to {@link namesMax} texts, each once, in
 * the order of their first mention. Whether each is a name is not checked.
 */
export function readNames(query: URLSearchParams): readonly string[] | Problem {
	const lists = query.getAll(namesField);
	const [list = ''] = lists;
	if (lists.length > 1) {
		return invalidQuery(`has ${namesField} more than once. Send one list, such as a,b.`);
	}
	if (list === '') {
		return invalidQuery(`has no ${namesField}. Send 1 to ${namesMax}, such as ${sample}.`);
	}
	const names = [...new Set(list.split(','))];
	if (names.length <= namesMax) return names;
	return invalidQuery(`has ${names.length} ${namesField}. Send at most ${namesMax}.`);
}

/**
 * Refuses a query with a parameter that an address does not know.
 *
 * @param known the names of those that it knows
 */
export function refuseParameters(
	query: URLSearchParams,
	known: readonly string[],
): Problem | undefined {
	const unknown = query.keys().find((parameter) => !known.includes(parameter));
	if (unknown === undefined) return undefined;
	const right = known.map(quote).join(', ');
	return invalidQuery(
		`has a parameter that is not known here: ${quote(unknown)}. Known is ${right}.`,
	);
}

const sample = `${namesField}=downloads,visits`;
