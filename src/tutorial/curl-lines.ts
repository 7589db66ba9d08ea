import { counterApi } from '../core/contract/paths.ts';

/** A command that can be copied and run as it is. */
interface CurlLine {
	readonly title: string;
	readonly code: string;
}

const name = 'my-counter';

/** How a program reads and changes a counter of the site at an origin. */
export function curlLines(origin: string): readonly CurlLine[] {
	const at = (resource: 'value' | 'increment' | 'decrement') => origin + counterApi(name, resource);
	return [
		{ title: 'Read', code: `curl ${at('value')}` },
		{ title: 'Add 1', code: `curl -X POST ${at('increment')}` },
		{ title: 'Add 5', code: `curl --json '{"amount":5}' ${at('increment')}` },
		{ title: 'Subtract 2', code: `curl -d amount=2 ${at('decrement')}` },
	];
}
