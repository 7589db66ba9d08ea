import type { ObjectInside } from '../../core/contract/answers';
import type { CounterName } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import type { DemoCommand, InsideReport } from '../../durable-objects/demo/demonstration';
import { callObject } from '../call';
import { counter } from '../objects';
import { type Action, type Content, jsonContent } from '../outcome';
import { demoAddress, notADemo } from './address';
import { demoWrite } from './demo-write';

/** Returns what a demo's object has in its storage; changes nothing. */
export const lookInside: Action = async ({ params }) => {
	const name = demoAddress(params['name']);
	return name ? demonstrate(name, 'look') : notADemo;
};

/** Makes the hours of a demo's counter one hour older. */
export const passHour = demoWrite('demonstrate', (name) => demonstrate(name, 'pass-hour'));

/** Lets a demo's object remind itself in some seconds. */
export const remind = demoWrite('demonstrate', (name) => demonstrate(name, 'remind'));

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
