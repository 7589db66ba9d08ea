import { duration, names, originOrNothing, origins, type Parse, wholeNumber } from './parse.ts';

/** One variable of `wrangler.toml`. */
export interface Setting<Value> {
	/** The value if the variable is absent or cannot be meant, as it is written there. */
	readonly fallback: string;
	/** What it sets, for the table of settings. */
	readonly means: string;
	/** What it may be, as the end of a sentence that begins with "write". */
	readonly range: string;
	readonly parse: Parse<Value>;
}

const number = (fallback: number, min: number, max: number, means: string): Setting<number> => ({
	fallback: String(fallback),
	means,
	range: `a whole number from ${min} to ${grouped(max)}`,
	parse: wholeNumber(min, max),
});

const time = (fallback: number, min: number, max: number, means: string): Setting<number> => ({
	fallback: String(fallback),
	means,
	range: `milliseconds from ${min} to ${grouped(max)}, or a time such as "0.5s"`,
	parse: duration(min, max),
});

/** Groups the digits of a whole number, without `Intl`, which a new isolate takes long to load. */
function grouped(value: number): string {
	return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Milliseconds of a day. */
const day = 86_400_000;

/** Every variable that the operator of a copy may set. */
export const settings = {
	SITE_ORIGIN: {
		fallback: '',
		means:
			'the one address of the site; under every other one, search engines are asked to stay away',
		range:
			'an origin with its scheme and without a path, such as "https://counters.example", or nothing',
		parse: originOrNothing,
	},
	LIMIT_BURST: number(10, 1, 10_000, 'how many writes a rested client may make at once'),
	LIMIT_INTERVAL_MS: time(500, 1, day, 'the time in which a client earns one more write'),
	LIMIT_PENALTY_MS: time(
		500,
		1,
		day,
		'the first wait of a client that keeps writing while it is refused; each next one is twice as long',
	),
	LIMIT_PENALTY_CAP_MS: time(30_000, 1, day, 'the longest such wait'),
	LIMIT_PENALTY_MEMORY_MS: time(
		60_000,
		1,
		day,
		'the quiet time after which a client’s refusals are forgotten',
	),
	ALLOWED_ORIGINS: {
		fallback: '',
		means: 'other origins whose pages may write',
		range:
			'origins with their scheme and without a path, such as "https://a.example", separated by commas, or nothing',
		parse: origins,
	},
	HOT_COUNTERS: {
		fallback: '',
		means: 'counters that are written too often for one object',
		range: 'names of counters, separated by commas, or nothing',
		parse: names,
	},
	HOT_SHARDS: number(4, 1, 256, 'over how many objects each hot counter is spread'),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;

/** The settings by their names, each parsed. */
export type Settings = {
	readonly [Name in SettingName]: NonNullable<ReturnType<(typeof settings)[Name]['parse']>>;
};

/** The settings that hold, and a sentence for each variable that cannot be meant. */
export interface ReadSettings {
	readonly values: Settings;
	readonly faults: readonly string[];
}

/**
 * Reads the variables of `wrangler.toml`, as numbers or as text. One that is absent or cannot be
 * meant has its default.
 */
export function readSettings(vars: Readonly<Record<string, unknown>>): ReadSettings {
	const faults: string[] = [];
	const read = (name: SettingName, setting: Setting<unknown>): unknown => {
		const given = vars[name];
		const isText = typeof given === 'string' || typeof given === 'number';
		const parsed = isText ? setting.parse(String(given).trim()) : undefined;
		if (parsed !== undefined) return parsed;
		if (given !== undefined) faults.push(fault(name, given, setting));
		return setting.parse(setting.fallback);
	};
	const entries = Object.entries(settings) as [SettingName, Setting<unknown>][];
	const values = Object.fromEntries(
		entries.map(([name, setting]) => [name, read(name, setting)]),
	) as Settings;

	if (values.LIMIT_PENALTY_CAP_MS >= values.LIMIT_PENALTY_MS) return { values, faults };
	const cap = values.LIMIT_PENALTY_MS;
	faults.push(
		`LIMIT_PENALTY_CAP_MS is shorter than LIMIT_PENALTY_MS: write at least ${cap}. Until then it is ${cap}.`,
	);
	return { values: { ...values, LIMIT_PENALTY_CAP_MS: cap }, faults };
}

function fault(name: string, given: unknown, { range, fallback }: Setting<unknown>): string {
	const written = given === '' ? 'is empty' : `is ${JSON.stringify(given)}`;
	const kept = fallback === '' ? 'nothing' : fallback;
	return `${name} ${written}: write ${range}. Until then it is ${kept}.`;
}
