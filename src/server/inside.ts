import type { ObjectInside } from '../core/contract/answers';
import type { CounterName } from '../core/contract/name';
import { isProblem, type Problem } from '../core/contract/problem';
import type { DemoCommand, InsideReport } from '../durable-objects/demo/demonstration';
import { admitTrusted } from './admission';
import { callObject } from './call';
import { demoAddress, notADemo } from './demo-address';
import { counter } from './objects';
import { type Action, type Content, jsonContent } from './outcome';
import { startTiming } from './timing';

/** Returns what a demo's object has in its storage; changes nothing. */
export const lookInside: Action = async ({ params }) => {
	const name = demoAddress(params['name']);
	return name ? demonstrate(name, 'look') : notADemo;
};

/** Makes the hours of a demo's counter one hour older. */
export const passHour: Action = changing('pass-hour');

/** Lets a demo's object remind itself in some seconds. */
export const remind: Action = changing('remind');

/** Has a demo's object do what changes it, which counts as a write of the caller. */
function changing(command: DemoCommand): Action {
	return async (context) => {
		const name = demoAddress(context.params['name']);
		if (!name) return notADemo;
		const admitted = await admitTrusted(context);
		if (isProblem(admitted)) return admitted;
		const withTime = startTiming('counter', 'demonstrate');
		const outcome = await demonstrate(name, command);
		return { ...outcome, headers: withTime(admitted.headers) };
	};
}

async function demonstrate(name: CounterName, command: DemoCommand): Promise<Content | Problem> {
	const report = await callObject(
		() => counter(name),
		(stub) => stub.demonstrate(command, name),
		command === 'look',
	);
	return isProblem(report) ? report : jsonContent(shown(report));
}

function shown({ duties, alarm, rangAt, ...report }: InsideReport): ObjectInside {
	return {
		...report,
		duties: duties.map(({ name, due }) => ({ name, ...(due !== undefined && { due: time(due) }) })),
		...(alarm !== undefined && { alarm: time(alarm) }),
		...(rangAt !== undefined && { rangAt: time(rangAt) }),
	};
}

function time(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}
