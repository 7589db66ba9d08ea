import { names, originOrNothing, origins } from './parse.ts';
import { number, readVariables, type Setting, time, type Values } from './variables.ts';

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
	LIMIT_BURST: number(
		10,
		1,
		10_000,
		'how many writes a client with a full budget may make at once',
	),
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
export type Settings = Values<typeof settings>;

/** The settings that hold, and a sentence for each variable that is not valid. */
export interface ReadSettings {
	readonly values: Settings;
	readonly faults: readonly string[];
}

/** Reads the variables of `wrangler.toml`, as {@link readVariables} does. */
export function readSettings(vars: Readonly<Record<string, unknown>>): ReadSettings {
	const { values, faults } = readVariables(settings, vars);
	if (values.LIMIT_PENALTY_CAP_MS >= values.LIMIT_PENALTY_MS) return { values, faults };
	const cap = values.LIMIT_PENALTY_MS;
	const fault = `LIMIT_PENALTY_CAP_MS is shorter than LIMIT_PENALTY_MS: write at least ${cap}. Until then it is ${cap}.`;
	return { values: { ...values, LIMIT_PENALTY_CAP_MS: cap }, faults: [...faults, fault] };
}
