import type { JSX } from 'preact';
import { counterApi, mediaTypes } from '../../core/api';
import { drawName, type Failure, isFailure, readData, send } from './ask';
import { Button, Reset, Status } from './controls';
import { useTask } from './use-task';

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
export function Wire(): JSX.Element {
	const task = useTask<Exchange>();
	const { result } = task;
	const run = (way: (name: string) => Promise<Exchange | Failure>) => task.run(() => way(name()));

	return (
		<div class="stage">
			<p class="demo-buttons">
				<Button task={task} onPress={() => run(increment)}>
					Add 1, by a method
				</Button>
				<Button task={task} isQuiet onPress={() => run(watch)}>
					Watch, by fetch
				</Button>
				<Reset task={task} />
			</p>
			{result && (
				<>
					<Message title="Sent" text={result.sent} />
					<p class="demo-way">
						The Worker then calls <code>{result.way}</code>
					</p>
					<Message title="Came back" text={result.received} />
					<p class="hint">{result.note}</p>
				</>
			)}
			<Status task={task} done={result && `Answered in ${result.duration} ms.`} />
		</div>
	);
}

function Message({ title, text }: { title: string; text: string }): JSX.Element {
	return (
		<figure class="demo-message">
			<figcaption>{title}</figcaption>
			<pre>
				<code>{text}</code>
			</pre>
		</figure>
	);
}

let drawn: string | undefined;

/** The counter of this reader, the same for every click. */
function name(): string {
	drawn ??= drawName();
	return drawn;
}

async function increment(name: string): Promise<Exchange | Failure> {
	const path = counterApi(name, 'increment');
	const key = `"${crypto.getRandomValues(new Uint32Array(2)).join('-')}"`;
	const headers = {
		Accept: mediaTypes.json,
		'Content-Type': mediaTypes.json,
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
		note: `The browser adds fields of its own, such as Origin: ${location.origin}, by which the site tells its own pages from others.`,
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
				note: 'A script is not shown the header of a socket: these are the fields that RFC 6455 asks of both sides. The message below them is the first that came.',
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
