import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDateTime, parseDateTime } from '../../../src/core/history/date-time';

test.each([
	['2026-01-31', Date.UTC(2026, 0, 31)],
	['1970-01-01', 0],
	['2024-02-29', Date.UTC(2024, 1, 29)],
	['2026-01-31T12:30:05Z', Date.UTC(2026, 0, 31, 12, 30, 5)],
	['2026-01-31t12:30:05.999z', Date.UTC(2026, 0, 31, 12, 30, 5)],
	['2026-01-31T12:30:00+05:30', Date.UTC(2026, 0, 31, 7)],
	['2026-01-31T23:30:00-01:00', Date.UTC(2026, 1, 1, 0, 30)],
	['9999-12-31', Date.UTC(9999, 11, 31)],
])('%s is a time', (text, time) => {
	expect(parseDateTime(text)).toBe(time);
});

test.each([
	'',
	'now',
	'0',
	'2026',
	'2026-1-1',
	'2026-02-29',
	'2026-02-30',
	'2026-13-01',
	'2026-00-10',
	'2026-01-31T12:30',
	'2026-01-31T12:30:05',
	'2026-01-31T24:00:00Z',
	'2026-01-31T12:60:00Z',
	'2026-01-31T23:59:60Z',
	'2026-01-31T12:30:00 05:30',
	'2026-01-31T12:30:00+24:00',
	'2026-01-31 12:30:00Z',
	'1969-12-31',
	'1970-01-01T00:00:00+01:00',
	'9999-12-31T00:00:01Z',
	'+010000-01-01',
	' 2026-01-31',
	'２０２６-01-31',
])('%j is no time', (text) => {
	expect(parseDateTime(text)).toBeUndefined();
});

test('every second is formatted so that it is read again', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1000 }), (seconds) => {
			expect(parseDateTime(formatDateTime(seconds * 1000))).toBe(seconds * 1000);
		}),
	);
});

test('no text makes the parser throw, and what it takes is within its range', () => {
	const anyText = fc.oneof(fc.string(), fc.stringMatching(/^[0-9T:Z+-]{0,30}$/));
	fc.assert(
		fc.property(anyText, (text) => {
			expect(parseDateTime(text) ?? 0).toBeGreaterThanOrEqual(0);
		}),
	);
});
