import { env } from 'cloudflare:workers';
import type { Counter } from '../objects/index';

/** A stub of the counter of this name; nothing is sent before a method is called. */
export function counter(name: string): DurableObjectStub<Counter> {
	return (env as { COUNTER: DurableObjectNamespace<Counter> }).COUNTER.getByName(name);
}
