import { expect, test } from 'vitest';
import { historyCsv, historyDocument } from '../../../src/core/history/history-document';

const from = Date.UTC(2026, 0, 2, 9);
const entries = [
	{ from, added: 12, subtracted: 2, value: 13 },
	{ from: from + 3_600_000, added: 0, subtracted: 20, value: -7 },
];

test('a history is sent with its times in UTC', () => {
	const query = { by: 'hour', from: from - 3_600_000, to: from + 7_200_000 } as const;
	expect(historyDocument(query, { valueBefore: 3, entries })).toEqual({
		by: 'hour',
		from: '2026-01-02T08:00:00Z',
		to: '2026-01-02T11:00:00Z',
		valueBefore: 3,
		entries: [
			{ from: '2026-01-02T09:00:00Z', added: 12, subtracted: 2, value: 13 },
			{ from: '2026-01-02T10:00:00Z', added: 0, subtracted: 20, value: -7 },
		],
	});
});

test('comma-separated values have a header, and every line ends as RFC 4180 says', () => {
	expect(historyCsv(entries)).toBe(
		'from,added,subtracted,value\r\n2026-01-02T09:00:00Z,12,2,13\r\n2026-01-02T10:00:00Z,0,20,-7\r\n',
	);
	expect(historyCsv([])).toBe('from,added,subtracted,value\r\n');
});
