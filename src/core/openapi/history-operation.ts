import { counterApi } from '../contract/paths';
import { spansDefault, spansMax } from '../history/history';
import { mediaTypes } from '../http/media-types';
import type { ApiOperation } from './operation';
import { headerReferences, reference } from './references';
import { problemResponses } from './responses';
import { sampleName, shellSample } from './samples';

const sampleHistory = {
	by: 'hour',
	from: '2026-01-02T00:00:00Z',
	to: '2026-01-03T00:00:00Z',
	valueBefore: 3,
	entries: [
		{ from: '2026-01-02T09:00:00Z', added: 12, subtracted: 2, value: 13 },
		{ from: '2026-01-02T15:00:00Z', added: 1, subtracted: 0, value: 14 },
	],
};

const sampleCsv =
	'from,added,subtracted,value\r\n2026-01-02T09:00:00Z,12,2,13\r\n2026-01-02T15:00:00Z,1,0,14\r\n';

/** The operation that reports how a counter was changed over time. */
export function historyOperation(origin: string): ApiOperation {
	const address = `${origin}${counterApi(sampleName, 'history')}`;
	return {
		operationId: 'readHistory',
		tags: ['Counters'],
		summary: 'Read how a counter went over time',
		description: `What was added and what was subtracted in each full hour or each day of UTC, and the value at its end; the running one is given as far as it has come. An hour or day without a change is left out: the value in it is that of the entry before, or valueBefore at the beginning. Hours are kept for 90 days, and then deleted by whole days; days are kept as long as the counter. One answer covers ${spansMax.hour} hours or ${spansMax.day} days at most. A counter that was written before histories were kept begins with the first change since then. When the owner sets the value, the difference is added or subtracted. A write counts in the hour of the object’s clock; one that came while the clock had gone back into the hour before counts in the later hour. Sums beyond the safe integers are given as the largest of them. Unknown fields of the query are refused.`,
		parameters: [
			reference('parameters', 'Name'),
			reference('parameters', 'HistoryBy'),
			reference('parameters', 'HistoryFrom'),
			reference('parameters', 'HistoryTo'),
			reference('parameters', 'HistoryFormat'),
			reference('parameters', 'IfNoneMatch'),
		],
		responses: {
			200: {
				description: `The history. Without from, the last ${spansDefault.hour} hours or ${spansDefault.day} days.`,
				headers: headerReferences('ETag', 'Content-Disposition'),
				content: {
					[mediaTypes.json]: { schema: reference('schemas', 'History'), example: sampleHistory },
					[mediaTypes.csv]: { schema: { type: 'string' }, example: sampleCsv },
				},
			},
			304: { description: 'The history has not changed.', headers: headerReferences('ETag') },
			...problemResponses(
				'invalid-name',
				'invalid-query',
				'invalid-key',
				'internal',
				'unavailable',
			),
		},
		'x-codeSamples': [
			shellSample(`curl '${address}?by=day&from=2026-01-01&to=2026-02-01'`),
			shellSample(`curl -OJ '${address}?by=day&format=csv'`),
		],
	};
}
