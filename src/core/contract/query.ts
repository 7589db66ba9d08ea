import type { Problem } from './problem';
import { quote } from './quoting';

/**
 * Reads the query of an address that takes only certain fields, each at most once.
 *
 * @param address an absolute URL
 * @param known the names of the fields
 * @returns the fields that were sent; the problem `invalid-query` for any other field and for a repeat
 */
export function readQuery<Field extends string>(
	address: string,
	known: readonly Field[],
): Partial<Record<Field, string>> | Problem {
	const fields: Partial<Record<Field, string>> = {};
	for (const [sent, text] of new URL(address).searchParams) {
		const field = known.find((name) => name === sent);
		if (field === undefined) {
			return invalidQuery(
				`has a field that is not known here: ${quote(sent)}. Known is ${known.map(quote).join(', ')}.`,
			);
		}
		if (fields[field] !== undefined) {
			return invalidQuery(`has the field ${quote(field)} more than once. Send it once.`);
		}
		fields[field] = text;
	}
	return fields;
}

/** The problem of a query. @param what completes a sentence that begins with "The query" */
export function invalidQuery(what: string): Problem {
	return { problem: 'invalid-query', detail: `The query ${what}` };
}
