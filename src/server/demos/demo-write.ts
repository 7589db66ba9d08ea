import type { CounterName } from '../../core/contract/name';
import { isProblem } from '../../core/contract/problem';
import { isTrustedOrigin } from '../../core/http/cross-site';
import type { Counter } from '../../durable-objects/counter';
import { type Admitted, admitWrite, clientOf, refuseBlocked } from '../admission';
import { refuseBody } from '../body';
import { allowedOrigins } from '../objects';
import type { Action, Content, Context, NoContent, Refusal, Success } from '../outcome';
import { startTiming } from '../timing';
import { demoAddress, notADemo } from './address';

/** What comes of a demo's write, before the fields of the limiter and the times are added. */
type DemoOutcome = Success | Content | NoContent | Refusal;

/**
 * Makes an action that counts as writes of the caller, takes no body, and reports its times.
 *
 * @param method of the counter that is called most of the time, if it has one
 * @param run what is done once the write is admitted
 * @param cost how many writes it counts as
 */
export function budgetedAction(
	method: Extract<keyof Counter, string> | undefined,
	run: (context: Context) => Promise<DemoOutcome>,
	cost = 1,
): Action {
	return async (context) => {
		const admitted = await admitTrusted(context, cost);
		if (isProblem(admitted)) return admitted;
		const withTime = startTiming('counter', method);
		const outcome = await run(context);
		return { ...outcome, headers: withTime(admitted.headers) };
	};
}

/** Makes such an action on the counter of a demo, which `run` is given; every other is refused. */
export function demoWrite(
	method: Extract<keyof Counter, string> | undefined,
	run: (name: CounterName, context: Context) => Promise<DemoOutcome>,
	cost = 1,
): Action {
	return async (context) => {
		const name = demoAddress(context.params['name']);
		if (!name) return notADemo;
		return budgetedAction(method, () => run(name, context), cost)(context);
	};
}

/** Admits a write without a body, unless a page of another site sent it. */
async function admitTrusted(context: Context, cost: number): Promise<Admitted | Refusal> {
	const { request } = context;
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };
	const client = clientOf(request);
	return refuseBlocked(client, cost) ?? (await refuseBody(context)) ?? admitWrite(client, cost);
}
