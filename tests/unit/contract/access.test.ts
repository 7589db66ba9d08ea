import { expect, test } from 'vitest';
import { formatAccess, parseAccess } from '../../../src/core/contract/access';
import { defaultSettings } from '../../../src/core/contract/counter-settings';
import { accessOf } from '../../../src/core/http/cross-site';

const listed = 'https://listed.example';
const own = 'https://own.example';

const access = (headers: Readonly<Record<string, string>>, writes?: 'everyone' | 'owner') =>
	accessOf(
		{ headers: new Headers(headers), url: 'https://counters.example/api/a/value' },
		writes && { ...defaultSettings, origins: [own], writes },
		[listed],
	);

test.each([
	{},
	{ 'Sec-Fetch-Site': 'same-origin' },
	{ Origin: listed, 'Sec-Fetch-Site': 'cross-site' },
])('a program, this site and an origin of the operator may watch and write: %o', (headers) => {
	expect(access(headers as Record<string, string>)).toEqual(['watch', 'write']);
});

test('an origin of the counter’s own may watch and write, and that of another counter may not', () => {
	const headers = { Origin: own, 'Sec-Fetch-Site': 'cross-site' };
	expect(access(headers, 'everyone')).toEqual(['watch', 'write']);
	expect(access(headers)).toEqual([]);
});

test('a counter that its owner alone writes may be watched', () => {
	expect(access({}, 'owner')).toEqual(['watch']);
	expect(access({ Origin: own, 'Sec-Fetch-Site': 'cross-site' }, 'owner')).toEqual(['watch']);
});

test('the field of an access is read as it was written', () => {
	for (const allowed of [[], ['watch'], ['watch', 'write']] as const) {
		expect(parseAccess(formatAccess(allowed))).toEqual(allowed);
	}
	expect(parseAccess(null)).toEqual([]);
	expect(parseAccess('read, rewatch')).toEqual([]);
});
