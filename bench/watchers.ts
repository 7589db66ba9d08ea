import type { Start } from './contestants.ts';
import { nameOf, sleep } from './measure.ts';
import { percentile, spread } from './statistics.ts';
import type { Row } from './table.ts';

const watchers = 500;

/** What the table calls this work. */
export const watching = `write seen by ${watchers} watchers`;

/** The counter; nobody has written to it before. */
const name = 'watched';

/** Writes a second. */
const rate = 300;

/** Sockets of one client; the site takes no more than ten to one counter. */
const socketsPerClient = 10;

/** What one watcher received: values and when, in turn. */
type Messages = { readonly value: number; readonly at: number }[];

/**
 * Opens many WebSockets to one counter, writes to it at a steady rate, and measures the time from
 * the moment each write was due until each watcher has received it or a later one.
 */
export async function measureWatchers(
	peer: 'site' | 'floor',
	start: Start,
	seconds: number,
): Promise<Row> {
	const running = await start({ peer });
	try {
		const sockets = await Promise.all(
			Array.from({ length: watchers }, (_, at) =>
				openSocket(running.url, `10.1.0.${Math.floor(at / socketsPerClient)}`),
			),
		);
		const before = running.cpuTime();
		const began = performance.now();
		const dueByValue = new Map<number, number>();
		const writes = rate * seconds;
		await Promise.all(
			Array.from({ length: writes }, async (_, number) => {
				const due = began + (number * 1000) / rate;
				await sleep(Math.max(0, due - performance.now()));
				dueByValue.set(await write(running.url, `10.2.0.${number % 250}`), due);
			}),
		);
		const elapsed = (performance.now() - began) / 1000;
		const isRight = (messages: Messages): boolean => messages.at(-1)?.value === writes;
		for (let wait = 0; wait < 5000 && !sockets.every(isRight); wait += 20) await sleep(20);

		const delays = sockets.flatMap((messages) => delaysOf(messages, dueByValue));
		delays.sort((a, b) => a - b);
		return {
			work: watching,
			contestant: nameOf({ peer }),
			rate: spread([dueByValue.size / elapsed]),
			p50: percentile(delays, 0.5),
			p99: percentile(delays, 0.99),
			cpuTime: (running.cpuTime() - before) / writes,
			wrong: sockets.filter((messages) => !isRight(messages)).length,
		};
	} finally {
		await running.stop();
	}
}

/** One delay for each write: a message brings all writes since the one before it. */
function delaysOf(messages: Messages, dueByValue: ReadonlyMap<number, number>): number[] {
	let received = 0;
	return messages.flatMap(({ value, at }) => {
		const delays: number[] = [];
		while (received < value) {
			const due = dueByValue.get(++received);
			if (due !== undefined) delays.push(at - due);
		}
		return delays;
	});
}

async function write(url: string, client: string): Promise<number> {
	const headers = { 'CF-Connecting-IP': client };
	const response = await fetch(`${url}/api/${name}/increment`, { method: 'POST', headers });
	if (!response.ok) throw new Error(`A write was answered ${response.status}.`);
	return ((await response.json()) as { value: number }).value;
}

/** Opens a socket and collects what it receives. */
function openSocket(url: string, client: string): Promise<Messages> {
	// Node's own takes headers; the type is that of the Workers' WebSocket, which does not.
	const options = { headers: { 'CF-Connecting-IP': client } };
	const address = `${url.replace('http', 'ws')}/api/${name}/live`;
	const socket = Reflect.construct(WebSocket, [address, options]) as WebSocket;
	const messages: Messages = [];
	return new Promise((resolve, reject) => {
		socket.addEventListener('open', () => resolve(messages));
		socket.addEventListener('error', () => reject(new Error('A watcher was not accepted.')));
		socket.addEventListener('message', ({ data }) => {
			const { value } = JSON.parse(String(data)) as { value?: number };
			if (value !== undefined) messages.push({ value, at: performance.now() });
		});
	});
}
