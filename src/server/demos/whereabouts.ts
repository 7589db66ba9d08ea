import { originOf } from '../../core/contract/api';
import type { CounterName } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import { timedCalls, type Whereabouts, whereaboutsCost } from '../../core/contract/whereabouts';
import { dataCentreOf, traceAddress } from '../../core/site/data-centre';
import { callObject } from '../call';
import { readCounter } from '../counters/read';
import { counter } from '../objects';
import { jsonContent } from '../outcome';
import { demoWrite } from './demo-write';

/** Finds out where the Worker and a demo's object run, and how long a call from one to the other takes. */
export const whereabouts = demoWrite(
	'place',
	async (name, { request }) => {
		const worker = dataCentreOf(request);
		const trace = worker === null ? undefined : traceAddress(originOf(request.url));
		// It also makes the object if nobody has called it yet, which would spoil the first time.
		const object = await callObject(
			() => counter(name),
			(stub) => stub.place(trace),
			true,
		);
		if (isProblem(object)) return object;
		const roundTrips = await timeCalls(name);
		if (isProblem(roundTrips)) return roundTrips;
		const found: Whereabouts = { worker, object, roundTrips };
		return jsonContent(found);
	},
	whereaboutsCost,
);

// #region round-trips
/** Times calls of a counter, one after the other; a Worker's clock goes on only while it waits. */
async function timeCalls(name: CounterName): Promise<readonly number[] | Problem> {
	const roundTrips: number[] = [];
	for (let call = 0; call < timedCalls; call++) {
		const started = Date.now();
		const state = await readCounter(name);
		if (isProblem(state)) return state;
		roundTrips.push(Date.now() - started);
	}
	return roundTrips;
}
// #endregion round-trips
