import type { JSX } from 'preact';
import { counterApi } from '../../core/contract/api';
import { randomDigits } from '../counter/client';
import { stateful } from '../stateful';
import { drawName, type Failure, isFailure, readData, send } from './ask';
import { Button, Message, Reset, Status } from './controls';
import { createTask } from './task';

/** One request and what came of it, spelled as HTTP. */
interface Exchange {
	readonly way: string;
	readonly sent: string;
	readonly received: string;
	/** Milliseconds from the sending to the whole answer. */
	readonly duration: number;
	/** What a script is not shown. */
	readonly note: string;
}

/** The header fields of an answer that say something about this site. */
const shownFields = [
	'Content-Type',
	'Content-Location',
	'ETag',
	'Cache-Control',
	'RateLimit',
	'RateLimit-Policy',
	'X-Request-Id',
];

/** How long a socket may take to say something, in milliseconds. */
const patience = 5000;

/** The reader's own click, as it goes over the wire: once to a method and once to `fetch`. */
export const Wire = stateful((update) => {
	const task = createTask<Exchange>(update);
	const name = drawName();

	return () => (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={() => task.run(() => increment(name))}>
					Add 1, by a method
				</Button>
				<Button task={task} isQuiet onPress={() => task.run(() => watch(name))}>
					Watch, by fetch
				</Button>
				<Reset task={task} />
			</p>
			{task.result && <Shown exchange={task.result} />}
			<Status task={task} done={task.result && `Answered in ${task.result.duration} ms.`} />
		</>
	);
});

function Shown({ exchange }: { exchange: Exchange }): JSX.Element {
	return (
		<>
			<Message title="Sent">
				<pre>
					<code>{exchange.sent}</code>
				</pre>
			</Message>
			<p class="demo-way">
				The Worker then calls <code>{exchange.way}</code>
			</p>
			<Message title="Came back">
				<pre>
					<code>{exchange.received}</code>
				</pre>
			</Message>
			<p class="hint">{exchange.note}</p>
		</>
	);
}

async function increment(name: string): Promise<Exchange | Failure> {
	const path = counterApi(name, 'increment');
	const key = `"${randomDigits()}"`;
	const headers = {
		Accept: 'application/json',
		'Content-Type': 'application/json',
		'Idempotency-Key': key,
	};
	const body = JSON.stringify({ amount: 1 });
	const started = performance.now();
	const answer = await send('POST', path, { headers, body });
	const duration = Math.round(performance.now() - started);
	if (isFailure(answer)) return answer;
	const data = readData(answer);
	if (isFailure(data)) return data;
	const fields = shownFields.flatMap((field) => {
		const value = answer.headers.get(field);
		return value === null ? [] : [[field, value] as const];
	});
	return {
		way: `counter.increment(1, key)`,
		sent: spell(`POST ${path}`, Object.entries(headers), body),
		received: spell(String(answer.status), fields, answer.text),
		duration,
		note: `The browser adds fields such as Origin: ${location.origin}, by which the site knows its own pages.`,
	};
}

function watch(name: string): Promise<Exchange | Failure> {
	const path = counterApi(name, 'live');
	const started = performance.now();
	return new Promise((resolve) => {
		const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + path);
		const end = (outcome: Exchange | Failure): void => {
			clearTimeout(timer);
			socket.onclose = null;
			socket.close();
			resolve(outcome);
		};
		const failure = { failed: 'The socket did not open' };
		const timer = setTimeout(end, patience, failure);
		socket.onclose = () => end(failure);
		socket.onmessage = ({ data }) =>
			end({
				way: 'counter.fetch(request)',
				sent: spell(`GET ${path}`, [
					['Connection', 'Upgrade'],
					['Upgrade', 'websocket'],
					['Sec-WebSocket-Version', '13'],
				]),
				received: spell(
					'101',
					[
						['Connection', 'Upgrade'],
						['Upgrade', 'websocket'],
					],
					String(data),
				),
				duration: Math.round(performance.now() - started),
				note: 'A script is shown no header of a socket: these fields are from RFC 6455.',
			});
	});
}

function spell(
	first: string,
	fields: readonly (readonly [string, string])[],
	body?: string,
): string {
	const head = [first, ...fields.map(([field, value]) => `${field}: ${value}`)].join('\n');
	return body === undefined ? head : `${head}\n\n${body}`;
}
