import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { CounterInspection } from '../../src/core/contract/answers';
import { demoName } from '../../src/core/contract/name';
import { type Answer, freshName, post as postTo, type RequestOptions, send } from './http';

const site = inject('siteUrl');

/** Posts to a path of the API. */
export function post(path: string, options: RequestOptions = {}): Promise<Answer> {
	return postTo(`${site}/api/${path}`, options);
}

/** Looks into a counter, which is a call of its object. */
export async function inspect(name: string): Promise<CounterInspection> {
	return JSON.parse((await send(`${site}/api/${name}/inspect`)).text) as CounterInspection;
}

/** The name of a demo’s counter that no other test uses. */
export const freshDemo = (): string => demoName(randomBytes(16).toString('hex'));

/** Counters that do not count as a demo's: one with a name, its id, a private one, a demo's id. */
export async function otherCounters(): Promise<readonly string[]> {
	const name = freshName();
	await post(`${name}/increment`);
	const { id } = JSON.parse((await post('counters')).text) as { id: string };
	await post(`${id}/increment`);
	const demo = freshDemo();
	await post(`${demo}/increment`);
	return [name, (await inspect(name)).id, id, (await inspect(demo)).id];
}
