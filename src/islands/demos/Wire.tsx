import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { counterApi } from '../../core/contract/paths';
import { randomDigits } from '../counter/client';
import { type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Message, Reset } from './controls';
import { randomDemoName } from './random-demo-name';

/** One request and its answer, formatted as HTTP. */
interface Exchange {
	readonly way: string;
	readonly sent: string;
	readonly received: string;
	/** Milliseconds from the sending to the whole answer. */
	readonly duration: number;
	/** What a script cannot see. */
	readonly note: string;
}

/** The header fields that are shown of an answer, if it has them. */
const shownFields = [
	'Content-Type',
	'Content-Location',
	'ETag',
	'Cache-Control',
	'RateLimit',
	'RateLimit-Policy',
	'X-Request-Id',
];

/** How long a socket may take to send its first message, in milliseconds. */
const timeoutMs = 5000;

/** The reader's own click, as it goes over the wire: once to a method and once to `fetch`. */
export function Wire(): JSX.Element {
	const task = useTask<Exchange>();
	const [name] = useState(randomDemoName);

	return (
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
			{task.result && <ExchangeView exchange={task.result} />}
			<Status task={task} done={task.result && `Answered in ${task.result.duration} ms.`} />
		</>
	);
}

function ExchangeView({ exchange }: { exchange: Exchange }): JSX.Element {
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
		sent: formatMessage(`POST ${path}`, Object.entries(headers), body),
		received: formatMessage(String(answer.status), fields, answer.text),
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
		const timer = setTimeout(end, timeoutMs, failure);
		socket.onclose = () => end(failure);
		socket.onmessage = ({ data }) =>
			end({
				way: 'counter.fetch(request)',
				sent: formatMessage(`GET ${path}`, [
					['Connection', 'Upgrade'],
					['Upgrade', 'websocket'],
					['Sec-WebSocket-Version', '13'],
				]),
				received: formatMessage(
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

/** Formats a message as HTTP: the first line, the header fields and the body. */
function formatMessage(
	first: string,
	fields: readonly (readonly [string, string])[],
	body?: string,
): string {
	const head = [first, ...fields.map(([field, value]) => `${field}: ${value}`)].join('\n');
	return body === undefined ? head : `${head}\n\n${body}`;
}
