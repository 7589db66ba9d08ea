import { parseName } from '../contract/name.ts';
import { parseList } from '../parse-list.ts';

/** Reads the text of one variable, or returns `undefined` if it is not valid. */
export type Parse<Value> = (text: string) => Value | undefined;

/** Reads a whole number within bounds; a blank, an underscore or a comma may group its digits. */
export function wholeNumber(min: number, max: number): Parse<number> {
	return (text) => {
		const digits = /^\d{1,3}(?:[ _,]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : text;
		return /^\d+$/.test(digits) ? within(Number(digits), min, max) : undefined;
	};
}

/** Milliseconds in one of each unit. */
const units = { ms: 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const;

/** Reads a duration in milliseconds within bounds, such as `500`, `500ms`, `0.5 s` or `1 min`. */
export function duration(min: number, max: number): Parse<number> {
	const number = wholeNumber(min, max);
	return (text) => {
		const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text) ?? [];
		if (amount === undefined) return number(text);
		const factor = Object.entries(units).find(([name]) => name === unit.toLowerCase())?.[1];
		return factor === undefined ? undefined : within(Number(amount) * factor, min, max);
	};
}

/**
 * Reads a comma-separated list of origins, such as `https://a.example, http://localhost:3000`. A
 * slash at the end and capitals are accepted, a path and a missing scheme are not.
 */
export const origins: Parse<readonly string[]> = (text) => listOf(text, parseOrigin);

/** Reads one origin, such as `https://a.example`, or nothing; a slash at the end is accepted. */
export const originOrNothing: Parse<string> = (text) => (text === '' ? '' : parseOrigin(text));

/** Reads a comma-separated list of counters' names; capitals are accepted. */
export const names: Parse<readonly string[]> = (text) =>
	listOf(text, (item) => parseName(item.toLowerCase()));

/** Reads one origin, such as `https://a.example`; a slash at the end is accepted. */
export function parseOrigin(item: string): string | undefined {
	if (!/^https?:\/\/[^/?#@*\s]+\/?$/i.test(item)) return undefined;
	return URL.parse(item)?.origin;
}

function listOf(
	text: string,
	parse: (item: string) => string | undefined,
): readonly string[] | undefined {
	const items = parseList(text).map(parse);
	return items.every((item) => item !== undefined) ? items : undefined;
}

function within(value: number, min: number, max: number): number | undefined {
	return Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}
