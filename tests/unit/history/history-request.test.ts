import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isProblem } from '../../../src/core/contract/problem';
import { spanLength, spansMax } from '../../../src/core/history/history';
import { parseHistoryRequest } from '../../../src/core/history/history-request';

const { hour, day } = spanLength;
const now = Date.UTC(2026, 10, 27, 22, 30);
const today = Date.UTC(2026, 10, 27);

function parse(query: string, at = now) {
	return parseHistoryRequest(`https://counters.example/api/x/history${query}`, at);
}

test.each([
	['', 'hour', today - hour, today + 23 * hour],
	['?by=day', 'day', today - 29 * day, today + day],
	['?by=&from=&to=&format=', 'hour', today - hour, today + 23 * hour],
	['?from=2026-11-27', 'hour', today, today + 23 * hour],
	['?to=2026-11-27', 'hour', today - day, today],
	['?by=day&from=2026-11-01&to=2026-11-03', 'day', Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 3)],
	[
		'?from=2026-11-27T10:59:59Z&to=2026-11-27T11:00:01Z',
		'hour',
		today + 10 * hour,
		today + 12 * hour,
	],
	['?by=day&from=2026-11-27T10:00:00Z&to=2026-11-27T11:00:00Z', 'day', today, today + day],
	['?from=2026-08-29&to=2026-11-27', 'hour', today - 90 * day, today],
])('%j asks for whole spans by the %s', (query, by, from, to) => {
	expect(parse(query)).toEqual({ query: { by, from, to }, format: 'json' });
});

test('a full hour begins a new span', () => {
	expect(parse('', today)).toMatchObject({ query: { from: today - 23 * hour, to: today + hour } });
});

test('comma-separated values are asked for by their name', () => {
	expect(parse('?format=csv')).toMatchObject({ format: 'csv' });
});

test.each([
	['?by=week', '"week"', '"hour", "day"'],
	['?by=Hour', '"Hour"', '"hour", "day"'],
	['?format=xml', '"xml"', '"json", "csv"'],
	['?from=yesterday', '"yesterday"', '2026-01-31'],
	['?to=2026-11-27T10:00:00+01:00', '2026-11-27T10:00:00 01:00', '%2B'],
	['?from=2026-11-27&to=2026-11-27', 'not after', ''],
	['?from=2026-11-27&to=2026-11-26', 'not after', ''],
	['?from=2027-01-01', 'not after', ''],
	['?from=2026-08-28T23:00:00Z&to=2026-11-27', '2,161 hours', '2,160'],
	['?by=day&from=2020-01-01&to=2026-01-01', '2,192 days', '1,000'],
	['?since=2026-11-27', '"since"', '"by", "from", "to", "format"'],
	['?by=day&by=day', '"by"', 'once'],
])('%j is refused with what is wrong and what is right', (query, wrong, right) => {
	const problem = parse(query);
	if (!isProblem(problem)) throw new Error('no problem');
	expect(problem.problem).toBe('invalid-query');
	expect(problem.detail).toContain(wrong);
	expect(problem.detail).toContain(right);
});

test('whatever is asked for is refused, or is a bounded number of whole spans', () => {
	const time = fc
		.integer({ min: 0, max: 4_000_000_000 })
		.map((seconds) => new Date(seconds * 1000).toISOString());
	const anyField = fc.option(fc.oneof(time, fc.string()), { nil: undefined });
	fc.assert(
		fc.property(
			fc.constantFrom('hour', 'day'),
			anyField,
			anyField,
			fc.nat(2e12),
			(by, from, to, at) => {
				const query = new URLSearchParams({ by, ...(from && { from }), ...(to && { to }) });
				const asked = parse(`?${query}`, at);
				if (isProblem(asked)) return;
				const length = spanLength[asked.query.by];
				const count = (asked.query.to - asked.query.from) / length;
				expect(Number.isInteger(asked.query.from / length)).toBe(true);
				expect(count).toBeGreaterThanOrEqual(1);
				expect(count).toBeLessThanOrEqual(spansMax[asked.query.by]);
			},
		),
	);
});
