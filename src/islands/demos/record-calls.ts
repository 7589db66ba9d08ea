import type { CounterValue } from '../../core/contract/answers';
import { counterApi } from '../../core/contract/paths';
import type { Call } from '../../core/linearizable';
import { type Failure, isFailure, readData, send } from '../shared/ask';

/** A call whose answer came. */
export type Answered = Required<Call>;

/** What each client adds: no two sums of some of them are equal, so an answer shows what was counted. */
const amounts = [1, 2, 4, 8] as const;

/**
 * Lets four clients add to a counter and read it, all at once, and reads it once more at the end.
 *
 * The clock counts the events, sendings and answers, as this page sees them: it runs on one thread, so
 * it sees one after the other.
 */
export async function recordCalls(name: string): Promise<readonly Answered[] | Failure> {
	const calls: Answered[] = [];
	let events = 0;

	async function call(change: number): Promise<Failure | undefined> {
		const sent = events++;
		const answer = await (change === 0
			? send('GET', counterApi(name, 'value'))
			: send('POST', counterApi(name, 'increment'), {
					body: new URLSearchParams({ amount: `${change}` }),
				}));
		const at = events++;
		const data = isFailure(answer) ? answer : readData<CounterValue>(answer);
		if (isFailure(data)) return data;
		calls.push({ change, sent, answer: { at, value: data.value } });
		return undefined;
	}

	const clients = amounts.map(async (amount) => (await call(amount)) ?? (await call(0)));
	const failure = (await Promise.all(clients)).find(isFailure) ?? (await call(0));
	return failure ?? calls.toSorted((one, other) => one.sent - other.sent);
}
