import type { CounterName } from '../../core/contract/name';
import { isProblem } from '../../core/contract/problem';
import { isTrustedOrigin } from '../../core/http/cross-site';
import { type Admitted, admitWrite, clientOf, refuseBlocked } from '../admission';
import { refuseBody } from '../body';
import { allowedOrigins } from '../objects';
import type { Action, Content, Context, NoContent, Outcome, Refusal, Success } from '../outcome';
import { type CounterMethod, startTiming } from '../timing';
import { demoAddress, notADemo } from './address';

/** What comes of a demo's write, before the fields of the limiter and the times are added. */
type DemoOutcome = Success | Content | NoContent | Refusal;

/**
 * Does what counts as writes of the caller and takes no body, and reports its times.
 *
 * @param method of the counter that is called most of the time, if it has one
 * @param cost how many writes it counts as
 * @param run what is done once it is admitted
 */
export async function runAdmitted(
	context: Context,
	method: CounterMethod | undefined,
	cost: number,
	run: () => Promise<DemoOutcome>,
): Promise<Outcome> {
	const admitted = await admitTrusted(context, cost);
	if (isProblem(admitted)) return admitted;
	const withTime = startTiming('counter', method);
	const outcome = await run();
	return { ...outcome, headers: withTime(admitted.headers) };
}

/** Makes an action that does so on the counter of a demo, which `run` is given; every other is refused. */
export function demoWrite(
	method: CounterMethod | undefined,
	run: (name: CounterName, context: Context) => Promise<DemoOutcome>,
	cost = 1,
): Action {
	return async (context) => {
		const name = demoAddress(context.params['name']);
		return name ? runAdmitted(context, method, cost, () => run(name, context)) : notADemo;
	};
}

/** Admits a write without a body, unless a page of another site sent it. */
async function admitTrusted(context: Context, cost: number): Promise<Admitted | Refusal> {
	const { request } = context;
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };
	const client = clientOf(request);
	return refuseBlocked(client, cost) ?? (await refuseBody(context)) ?? admitWrite(client, cost);
}
