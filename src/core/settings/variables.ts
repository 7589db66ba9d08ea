import { duration, type Parse, wholeNumber } from './parse.ts';

/** One variable of a `wrangler.toml`. */
export interface Setting<Value> {
	/** The value if the variable is absent or not valid, as it is written there. */
	readonly fallback: string;
	/** What it sets, for the table of settings. */
	readonly means: string;
	/** What it may be, as the end of a sentence that begins with "write". */
	readonly range: string;
	readonly parse: Parse<Value>;
}

/** Variables by their names. */
export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

/** The settings of a table by their names, each parsed. */
export type Values<Table extends SettingTable> = {
	readonly [Name in keyof Table]: NonNullable<ReturnType<Table[Name]['parse']>>;
};

/** A setting that is a whole number. */
export const number = (
	fallback: number,
	min: number,
	max: number,
	means: string,
): Setting<number> => ({
	fallback: String(fallback),
	means,
	range: `a whole number from ${min} to ${grouped(max)}`,
	parse: wholeNumber(min, max),
});

/** A setting that is a time, in milliseconds. */
export const time = (
	fallback: number,
	min: number,
	max: number,
	means: string,
): Setting<number> => ({
	fallback: String(fallback),
	means,
	range: `milliseconds from ${min} to ${grouped(max)}, or a time such as "0.5s"`,
	parse: duration(min, max),
});

/** Groups the digits of a whole number, without `Intl`, which a new isolate takes long to load. */
function grouped(value: number): string {
	return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * Reads the variables of a `wrangler.toml`, as numbers or as text. One that is absent or not
 * valid has its default.
 *
 * @returns the settings that hold, and a sentence for each variable that is not valid
 */
export function readVariables<Table extends SettingTable>(
	table: Table,
	vars: Readonly<Record<string, unknown>>,
): { readonly values: Values<Table>; readonly faults: readonly string[] } {
	const faults: string[] = [];
	const read = (name: string, setting: Setting<unknown>): unknown => {
		const given = vars[name];
		const isText = typeof given === 'string' || typeof given === 'number';
		const parsed = isText ? setting.parse(String(given).trim()) : undefined;
		if (parsed !== undefined) return parsed;
		if (given !== undefined) faults.push(fault(name, given, setting));
		return setting.parse(setting.fallback);
	};
	const values = Object.fromEntries(
		Object.entries(table).map(([name, setting]) => [name, read(name, setting)]),
	) as Values<Table>;
	return { values, faults };
}

function fault(name: string, given: unknown, { range, fallback }: Setting<unknown>): string {
	const written = given === '' ? 'is empty' : `is ${JSON.stringify(given)}`;
	const kept = fallback === '' ? 'nothing' : fallback;
	return `${name} ${written}: write ${range}. Until then it is ${kept}.`;
}
