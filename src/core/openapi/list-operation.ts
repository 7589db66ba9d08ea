import { apiPaths } from '../contract/paths';
import { defaultPage, formatCursor, pageMax } from '../contract/listing';
import type { ApiOperation } from './operation';
import { reference } from './references';
import { jsonResponse, problemResponses } from './responses';
import { sampleName, shellSample } from './samples';

const changedAt = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** The list after one counter. */
const sampleList = {
	counters: [{ name: sampleName, value: 3, changedAt: new Date(changedAt).toISOString() }],
	next: formatCursor({ changedAt, name: sampleName }),
};

/** The operation that lists the counters which are to be found. */
export function listOperation(origin: string): ApiOperation {
	return {
		operationId: 'listCounters',
		tags: ['Counters'],
		summary: 'List the counters that are to be found',
		description: `The counters whose owners have put them on the list, with the newest change first; nobody else’s are listed. A page has ${defaultPage} counters, or up to ${pageMax} with limit. Its next is a cursor for after: a text that means nothing else, and that stays good. Whoever follows it to the end sees no counter twice, and each that was not changed meanwhile once; one that was changed meanwhile has moved to the front. A change is on the list at once, or half a minute after the one before. Unknown parameters are refused.`,
		parameters: [reference('parameters', 'ListAfter'), reference('parameters', 'ListLimit')],
		responses: {
			200: jsonResponse('A page of the list.', 'CounterList', sampleList),
			...problemResponses('invalid-query', 'invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl '${origin}${apiPaths.counters}?limit=1'`)],
	};
}
