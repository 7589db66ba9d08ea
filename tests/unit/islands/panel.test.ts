import { expect, test } from 'vitest';
import type { Happening, RecordedEvent } from '../../../src/core/contract/recording';
import { matchCalls } from '../../../src/islands/panel/calls';
import {
	type ResourceTiming,
	type SeenRequest,
	seenRequest,
	withRequest,
} from '../../../src/islands/panel/requests';
import { eventInWords, sequenceOf } from '../../../src/islands/panel/sequence';

const demo = `demo-${'0'.repeat(32)}`;

function timing(path: string, more: Partial<ResourceTiming> = {}): ResourceTiming {
	return {
		name: `https://counters.example${path}`,
		initiatorType: 'fetch',
		startTime: 5,
		duration: 12.4,
		...more,
	};
}

const limited = [
	{ name: 'limiter', duration: 2, description: '' },
	{ name: 'counter', duration: 3.2, description: 'write' },
];

/** A write to the demo's counter that was admitted. */
function write(number: number, more: Partial<ResourceTiming> = {}) {
	const seen = seenRequest(
		timing(`/api/${demo}/increment`, { serverTiming: limited, responseStatus: 200, ...more }),
		number,
	);
	if (!seen) throw new Error('not seen');
	return seen;
}

function recorded(...happenings: readonly Happening[]): readonly RecordedEvent[] {
	return happenings.map((happening, at) => ({ ...happening, id: `1-${at + 1}`, at }));
}

const call = { event: 'call', method: 'write' } as const;

test('a request to the API is seen with its counter, its times and its status', () => {
	expect(write(7)).toEqual({
		number: 7,
		name: demo,
		what: 'increment',
		sentAt: 5,
		duration: 12.4,
		status: 200,
		spans: limited,
	});
	expect(seenRequest(timing('/api/race'), 1)).toMatchObject({ name: undefined, what: 'race' });
});

test('a removal is seen with its counter, whose address is its name alone', () => {
	expect(seenRequest(timing(`/api/${demo}`), 1)).toMatchObject({ name: demo, what: 'remove' });
});

test('of readings that repeat the last is kept, and every write', () => {
	const reading = (number: number) => {
		const seen = seenRequest(timing(`/api/${demo}/inside`), number);
		return seen ? [seen] : [];
	};
	const requests = [write(1), write(2), ...reading(3), ...reading(4), write(5), ...reading(6)];
	const kept = requests.reduce<readonly SeenRequest[]>(withRequest, []);
	expect(kept.map(({ number }) => number)).toEqual([1, 2, 4, 5, 6]);
});

test.each([
	timing('/_astro/script.js'),
	timing(`/api/${demo}/recording`),
	timing(`/api/${demo}/recording?after=1-1`),
	timing('/api/limit'),
	timing(`/api/${demo}/value`, { initiatorType: 'img' }),
])('what shows no request of a demo is not seen: $name by $initiatorType', (entry) => {
	expect(seenRequest(entry, 1)).toBeUndefined();
});

test('a browser that gives neither times of the server nor a status is taken as it is', () => {
	const seen = seenRequest(timing(`/api/${demo}/increment`), 1);
	expect(seen).toMatchObject({ spans: [], status: undefined });
});

test('requests are matched to the calls that they made, with what followed each call', () => {
	const [first, second] = [write(1), write(2)];
	const events = recorded(
		{ event: 'woke' },
		call,
		{ event: 'rows', count: 2 },
		{ event: 'call', method: 'inspect' },
		call,
		{ event: 'rows', count: 1 },
		{ event: 'round', watchers: 2 },
	);
	const calls = matchCalls([first, second], events);
	expect(calls.get(first)).toMatchObject({ woke: true, effects: [{ event: 'rows', count: 2 }] });
	expect(calls.get(second)).toMatchObject({
		woke: false,
		effects: [{ event: 'rows', count: 1 }, { event: 'round' }],
	});
});

test('a value that an owner sets is not taken for a reading of it', () => {
	const owner = [{ name: 'counter', duration: 1, description: 'manage' }];
	const set = seenRequest(
		timing(`/api/${demo}/value`, { serverTiming: owner, responseStatus: 200 }),
		1,
	);
	const refused = seenRequest(timing(`/api/${demo}/value`, { responseStatus: 401 }), 2);
	const read = seenRequest(timing(`/api/${demo}/value`, { responseStatus: 200 }), 3);
	if (!set || !refused || !read) throw new Error('not seen');
	const events = recorded(
		{ event: 'call', method: 'manage' },
		{ event: 'call', method: 'getCounterValue' },
	);
	const calls = matchCalls([set, refused, read], events);
	expect(calls.get(set)?.method).toBe('manage');
	expect(calls.get(refused)).toBeUndefined();
	expect(calls.get(read)?.method).toBe('getCounterValue');
});

test('of more requests than calls the newest are matched, and a refused one never', () => {
	const refused = { serverTiming: limited.slice(0, 1), responseStatus: 429 };
	const requests = [write(1), write(2), write(3, refused)];
	const calls = matchCalls(requests, recorded(call));
	expect([...calls.keys()]).toEqual([requests[1]]);
});

test('a write is shown as its messages, from the browser and back', () => {
	const request = write(1);
	const events = recorded(
		{ event: 'woke' },
		call,
		{ event: 'rows', count: 1 },
		{ event: 'round', watchers: 1 },
	);
	const steps = sequenceOf(request, matchCalls([request], events).get(request));
	expect(steps.map(({ from, to, text }) => `${from} > ${to}: ${text}`)).toEqual([
		'Browser > Worker: increment',
		'Worker > Limiter: may this client write?',
		'Limiter > Worker: answered within 2 ms',
		'Worker > Counter: write(), which woke it',
		'Counter > Disk: 1 row',
		'Counter > Watchers: the value, to 1 socket',
		'Counter > Worker: answered within 3 ms',
		'Worker > Browser: status 200, 12 ms in all',
	]);
});

test('a refused write is shown without a counter, and what is not known is left out', () => {
	const refused = write(1, { serverTiming: limited.slice(0, 1), responseStatus: 429 });
	expect(sequenceOf(refused).map(({ to }) => to)).toEqual([
		'Worker',
		'Limiter',
		'Worker',
		'Browser',
	]);
	const seen = seenRequest(timing('/api/values'), 1);
	expect(seen && sequenceOf(seen).at(-1)?.text).toBe('the answer, 12 ms in all');
});

test('every event of a recorder has its words', () => {
	const words = recorded(
		{ event: 'woke' },
		call,
		{ event: 'rows', count: 3 },
		{ event: 'alarm' },
		{ event: 'alarm', due: 0 },
		{ event: 'round', watchers: 1 },
		{ event: 'socket', watchers: 0 },
	).map(eventInWords);
	expect(new Set(words).size).toBe(words.length);
	expect(words).toContain('3 rows written');
	expect(words).toContain('0 sockets open now');
});
