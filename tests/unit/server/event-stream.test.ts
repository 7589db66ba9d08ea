import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { livePing } from '../../../src/core/contract/answers';
import { eventStream, type LiveSocket } from '../../../src/server/counters/event-stream';

/** In milliseconds. */
const interval = 1000;

/** The site's end of a socket, and what the object does at the other. */
function fakeSocket() {
	const events = new EventTarget();
	const sent: string[] = [];
	let isClosed = false;
	const socket = {
		accept: () => {},
		addEventListener: events.addEventListener.bind(events),
		send: (text: string) => void sent.push(text),
		close() {
			isClosed = true;
			events.dispatchEvent(new Event('close'));
		},
	} as unknown as LiveSocket;
	return {
		socket,
		sent,
		isClosed: () => isClosed,
		emit: (text: string) => events.dispatchEvent(new MessageEvent('message', { data: text })),
		hangUp: () => events.dispatchEvent(new Event('close')),
	};
}

function open(lastId: string | null = null) {
	const object = fakeSocket();
	const client = new AbortController();
	const reader = eventStream(object.socket, lastId, client.signal, interval).getReader();
	const decoder = new TextDecoder();
	async function read(): Promise<string | undefined> {
		const { done, value } = await reader.read();
		return done ? undefined : decoder.decode(value);
	}
	return { ...object, reader, read, client };
}

const message = (version: number): string => JSON.stringify({ value: 7, version, watchers: 1 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a stream whose client is gone closes its socket', () => {
	const { client, isClosed } = open();
	expect(isClosed()).toBe(false);
	client.abort();
	expect(isClosed()).toBe(true);
});

test('a stream begins with the time after which its client comes back', async () => {
	const { read } = open();
	const [, milliseconds] = /^retry: (\d+)\n\n$/.exec((await read()) ?? '') ?? [];
	expect(Number(milliseconds)).toBeGreaterThanOrEqual(2000);
	expect(Number(milliseconds)).toBeLessThanOrEqual(5000);
});

test('each message of the socket is an event whose id is its version', async () => {
	const { read, emit } = open();
	await read();
	for (const version of [4, 5]) {
		emit(message(version));
		expect(await read()).toBe(`id: ${version}\ndata: ${message(version)}\n\n`);
	}
});

test('a client that waits for the next event gets each of them once', async () => {
	const { read, emit } = open();
	await read();
	const [first, second] = [read(), read()];
	emit(message(4));
	emit(message(5));
	expect([await first, await second]).toEqual(
		[4, 5].map((version) => `id: ${version}\ndata: ${message(version)}\n\n`),
	);
});

test('the id of an event has the epoch of its counter, since versions begin anew', async () => {
	const { read, emit } = open();
	await read();
	emit(JSON.stringify({ value: 7, version: 1, epoch: 1234, watchers: 1 }));
	expect(await read()).toContain('id: 1234-1\n');
});

test('what the client has seen already is not sent again', async () => {
	const { read, emit } = open('4');
	await read();
	emit(message(4));
	emit(message(5));
	expect(await read()).toContain('id: 5');
});

test('a client that reads slowly gets the newest message only', async () => {
	const { read, emit } = open();
	for (const version of [1, 2, 3, 4]) emit(message(version));
	expect(await read()).toContain('retry');
	expect(await read()).toContain('id: 4');
});

test('the socket is checked, and its answer is passed on as a comment', async () => {
	const { read, emit, sent } = open();
	await read();
	vi.advanceTimersByTime(interval);
	expect(sent).toEqual([livePing.ping]);
	emit(livePing.pong);
	expect(await read()).toBe(':\n\n');
});

test('a stream ends when its socket is closed, or does not answer', async () => {
	const closed = open();
	await closed.read();
	closed.hangUp();
	expect(await closed.read()).toBeUndefined();

	const silent = open();
	await silent.read();
	vi.advanceTimersByTime(2 * interval);
	expect(await silent.read()).toBeUndefined();
	expect(silent.isClosed()).toBe(true);
});

test('a client that goes closes the socket, and nothing is checked any longer', async () => {
	const { reader, isClosed, sent } = open();
	await reader.cancel();
	expect(isClosed()).toBe(true);
	vi.advanceTimersByTime(3 * interval);
	expect(sent).toEqual([]);
});
