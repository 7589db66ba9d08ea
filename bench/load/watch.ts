import { connect } from 'node:net';
import { openConnection, spellRequest } from './connection.ts';
import type { Watch, WatchResult } from './requests.ts';
import { percentile } from '../statistics.ts';

/** Sockets of one client to one counter; the site takes no more than ten. */
const socketsPerClient = 10;

/** What one watcher was told: values and the times of their arrival, in turn. */
type News = [value: number, at: number][];

/**
 * Opens many WebSockets to one counter, writes to it at a steady rate and notes when each watcher
 * hears of each write. A write is timed from the moment it was due, so one that had to wait for the
 * write before it is not let off.
 */
export async function runWatch(watch: Watch): Promise<WatchResult> {
	const { port, name, rate, milliseconds } = watch;
	const watchers = await Promise.all(
		Array.from({ length: watch.watchers }, (_, at) =>
			openWatcher(port, name, Math.floor(at / socketsPerClient)),
		),
	);
	const writers = await Promise.all(Array.from({ length: 16 }, () => openConnection(port)));
	const writes = Math.round((rate * milliseconds) / 1000);
	/** When the write was due that made each value. */
	const due = new Map<number, number>();
	const begin = performance.now() + 200;
	let next = 0;
	await Promise.all(
		writers.map(async (writer) => {
			while (next < writes) {
				const number = next++;
				const at = begin + (number * 1000) / rate;
				const wait = at - performance.now();
				if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
				const request = spellRequest('POST', `/api/${name}/increment`, 10_000 + (number % 1000));
				const { status, body } = await writer.ask(request);
				if (status !== 200) throw new Error(`A write was answered ${status}.`);
				due.set((JSON.parse(body.toString()) as { value: number }).value, at);
			}
		}),
	);
	const ended = performance.now();
	const value = Math.max(...due.keys());
	const isRight = ({ news }: Watcher): boolean => news.at(-1)?.[0] === value;
	const deadline = ended + 5000;
	while (!watchers.every(isRight) && performance.now() < deadline) {
		await new Promise((resolve) => setTimeout(resolve, 20));
	}

	const delays: number[] = [];
	let messages = 0;
	for (const { news } of watchers) {
		let heard = 0;
		for (const [value, at] of news) {
			if (value > 0) messages += 1;
			for (; heard < value; heard++) {
				const from = due.get(heard + 1);
				if (from !== undefined) delays.push(at - from);
			}
		}
	}
	delays.sort((a, b) => a - b);
	const right = watchers.filter(isRight).length;
	for (const { close } of [...watchers, ...writers]) close();
	return {
		watchers: watchers.length,
		writes,
		value,
		right,
		p50: percentile(delays, 0.5),
		p99: percentile(delays, 0.99),
		messages: messages / watchers.length / ((ended - begin) / 1000),
	};
}

interface Watcher {
	readonly news: News;
	close(): void;
}

function openWatcher(port: number, name: string, client: number): Promise<Watcher> {
	return new Promise((resolve, reject) => {
		const socket = connect({ port, host: '127.0.0.1' });
		const news: News = [];
		let received: Buffer = Buffer.alloc(0);
		let isOpen = false;
		socket.once('error', reject);
		socket.on('data', (piece: Buffer) => {
			const at = performance.now();
			received = Buffer.concat([received, piece]);
			if (!isOpen) {
				const end = received.indexOf('\r\n\r\n');
				if (end < 0) return;
				const status = received.toString('latin1', 9, 12);
				if (status !== '101') reject(new Error(`A watcher was answered ${status}.`));
				received = received.subarray(end + 4);
				isOpen = true;
				resolve({ news, close: () => socket.destroy() });
			}
			// Frames of a server are not masked, and these are short (RFC 6455, section 5.2).
			for (;;) {
				const length = received[1];
				if (length === undefined || received.length < 2 + length) return;
				const text = received.toString('latin1', 2, 2 + length);
				const value = /"value":(-?\d+)/.exec(text)?.[1];
				if (received[0] === 0x81 && value !== undefined) news.push([Number(value), at]);
				received = received.subarray(2 + length);
			}
		});
		const upgrade = [
			'Upgrade: websocket',
			'Connection: Upgrade',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
		];
		socket.write(spellRequest('GET', `/api/${name}/live`, client, upgrade));
	});
}
