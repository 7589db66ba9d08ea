import type { CounterName } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import type { HistoryQuery } from '../../core/history/history';
import { historyCsv, historyDocument } from '../../core/history/history-document';
import { parseHistoryRequest } from '../../core/history/history-request';
import { contentTag } from '../../core/http/etag';
import { mediaTypes } from '../../core/http/media-types';
import { stateKey } from '../../core/http/state-key';
import type { HistoryReport } from '../../durable-objects/counter-report';
import { counterAddress } from '../address';
import { callObject } from '../call';
import { counter } from '../objects';
import type { Action } from '../outcome';

/** Returns what was added to a counter and subtracted from it; free of effects. */
export const history: Action = async ({ params, request }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	const asked = parseHistoryRequest(request.url, Date.now());
	if (isProblem(asked)) return asked;
	const { query, format } = asked;
	const report = await readHistory(name, query);
	if (isProblem(report)) return report;

	const key = stateKey(report);
	if (format === 'csv') {
		const content = historyCsv(report.entries);
		return {
			content,
			type: mediaTypes.csv,
			tag: contentTag(key, content),
			headers: { 'Content-Disposition': `attachment; filename="${name}-${query.by}s.csv"` },
		};
	}
	const content = JSON.stringify(historyDocument(query, report));
	return { content, type: mediaTypes.json, tag: contentTag(key, content) };
};

/** Asks a counter's object for a part of its history: one call. */
export function readHistory(
	name: CounterName,
	query: HistoryQuery,
): Promise<HistoryReport | Problem> {
	return callObject(
		() => counter(name),
		(stub) => stub.history(query),
		true,
	);
}
