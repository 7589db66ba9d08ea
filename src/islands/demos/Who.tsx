import type { JSX } from 'preact';
import type { CounterValue } from '../../core/contract/answers';
import { counterApi, counterRoot } from '../../core/contract/paths';
import { ask, type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Message, Reset } from './controls';
import { makeOwned, type Owned, ownerFields, removeOwned, useRemoval } from './owned-counter';

/** Who the reader says that they are. */
type Caller = 'nobody' | 'stranger' | 'owner';

/** The last request and its answer, as far as they matter here. */
interface Exchange {
	readonly sent: string;
	readonly status: number;
	/** The members of the answer that matter; empty if it has no body. */
	readonly received: string;
}

interface Seen {
	/** Absent once it is removed. */
	readonly owned: Owned | undefined;
	readonly value: number;
	readonly exchange?: Exchange;
	readonly message: string;
	/** Whether the last command was accepted with the owner's token. */
	readonly isOwner: boolean;
}

/** What the owner sets the counter to. */
const newValue = 42;

/** What an answer means, by its status. */
const meanings: Readonly<Record<number, string>> = {
	200: 'Set. The object knows the token.',
	401: 'Refused: nobody said who they are.',
	403: 'Refused: somebody said so, and it is not true.',
};

/** A counter with an owner, who may set it, and strangers who may not. */
export function Who(): JSX.Element {
	const task = useTask<Seen>();
	const { owned, value, exchange, message, isOwner = false } = task.result ?? {};

	function make(): void {
		task.run(async (show) => {
			const seen = (owned: Owned): Seen => ({
				owned,
				value: 0,
				isOwner,
				message: 'Made. The token is in this page alone.',
			});
			const owned = await makeOwned({ writes: 'owner' }, (owned) => show(seen(owned)));
			return isFailure(owned) ? owned : seen(owned);
		});
	}

	function remove(counter: Owned): void {
		task.run(async () => {
			const answer = await removeOwned(counter);
			if (isFailure(answer)) return answer;
			const sent = `DELETE ${counterRoot(counter.name)}\nAuthorization: ${shorten(counter.token)}`;
			const message = 'Removed, and the owner with it.';
			const exchange = { sent, status: answer.status, received: '' };
			return { owned: undefined, value: 0, exchange, message, isOwner };
		});
	}

	const startOver = useRemoval(owned, task);

	const setAs = (caller: Caller) => () => owned && task.run(() => set(owned, caller));
	const isIdle = !owned;
	return (
		<>
			<p class="demo-buttons">
				<Button task={task} isIdle={task.result !== undefined} onPress={make}>
					Make a counter
				</Button>
				<Button task={task} isQuiet isIdle={isIdle} onPress={setAs('nobody')}>
					Set it without a token
				</Button>
				<Button task={task} isQuiet isIdle={isIdle} onPress={setAs('stranger')}>
					With a wrong one
				</Button>
				<Button task={task} isQuiet isIdle={isIdle} onPress={setAs('owner')}>
					With the right one
				</Button>
				<Button task={task} isQuiet isIdle={isIdle} onPress={() => owned && remove(owned)}>
					Remove it
				</Button>
				<Reset task={startOver} />
			</p>
			<div class="demo-pair">
				<Figure title="Value" value={value} />
				<Figure title="Status of the answer" value={exchange?.status} />
			</div>
			{exchange && (
				<>
					<Message title="Sent">
						<pre>
							<code>{exchange.sent}</code>
						</pre>
					</Message>
					{exchange.received && (
						<Message title="Came back">
							<pre>
								<code>{exchange.received}</code>
							</pre>
						</Message>
					)}
				</>
			)}
			<Status task={task} done={message} hasRun={isOwner} />
		</>
	);
}

/** Sets the counter in the name of a caller, whoever that is, and reads it. */
async function set(owned: Owned, caller: Caller): Promise<Seen | Failure> {
	const token = caller === 'nobody' ? undefined : caller === 'owner' ? owned.token : almost(owned);
	const path = counterApi(owned.name, 'value');
	const body = JSON.stringify({ value: newValue });
	const answer = await send('PUT', path, { headers: ownerFields(token), body });
	if (isFailure(answer)) return answer;
	const message = meanings[answer.status];
	const data = readData(answer);
	// Another refusal, such as that of the limiter, says nothing about the token.
	if (message === undefined && isFailure(data)) return data;
	const read = await ask<CounterValue>('GET', path);
	if (isFailure(read)) return read;
	const said = token === undefined ? '' : `\nAuthorization: ${shorten(token)}`;
	return {
		owned,
		value: read.value,
		exchange: {
			sent: `PUT ${path}${said}\n\n${body}`,
			status: answer.status,
			received: pick(answer.text),
		},
		message: message ?? `Answered with ${answer.status}.`,
		isOwner: answer.status === 200,
	};
}

/** The members of an answer that are shown, a problem's among them. */
function pick(text: string): string {
	return JSON.stringify(JSON.parse(text), ['type', 'title', 'value'], 2);
}

/** A token that is right but for its last character. */
function almost({ token }: Owned): string {
	return token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
}

/** A token as it is shown: whoever looks over the reader's shoulder does not get it. */
function shorten(token: string): string {
	return `Bearer ${token.slice(0, 7)}…${token.slice(-2)}`;
}
