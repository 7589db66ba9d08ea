import type { Problem } from './problem';

/** The name of a field of a body, and a value of it. */
export type Field = readonly [name: string, value: unknown];

/**
 * Reads a JSON object: its members in their order, one that was sent twice as often as it was sent.
 *
 * @param text the body, of which nothing is known yet
 */
export function parseJsonBody(text: string): readonly Field[] | Problem {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return invalid('The body does not parse as JSON. Send an object such as {"amount": 5}.');
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return invalid('The body is JSON, but no object. Send one such as {"amount": 5}.');
	}
	const members = new Map<string, unknown>(Object.entries(body));
	const names = text.includes(',') ? memberNames(text) : [...members.keys()];
	return names.map((name) => [name, members.get(name)]);
}

function invalid(detail: string): Problem {
	return { problem: 'invalid-body', detail };
}

/**
 * The names of the members of a JSON object, each as often as it occurs; `JSON.parse` keeps the last.
 *
 * @param text JSON that is known to be an object
 */
function memberNames(text: string): readonly string[] {
	const names: string[] = [];
	let depth = 0;
	let previous = '';
	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
		if (token === ':' && depth === 1) names.push(JSON.parse(previous) as string);
		if (token === '{' || token === '[') depth += 1;
		if (token === '}' || token === ']') depth -= 1;
		previous = token;
	}
	return names;
}
