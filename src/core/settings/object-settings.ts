import { number, readVariables, type Values } from './variables.ts';

/** A hundred years, in days. */
const century = 36_500;

/** Every variable that the operator of a copy may set for the auxiliary Worker. */
export const objectSettings = {
	UNUSED_PRIVATE_DAYS: number(
		365,
		0,
		century,
		'after how many days without a write a private counter is deleted; 0 for never',
	),
	UNUSED_NAMED_DAYS: number(
		0,
		0,
		century,
		'after how many days without a write a counter with a name is deleted; 0 for never',
	),
} as const;

/** The settings of the auxiliary Worker by their names, each parsed. */
export type ObjectSettings = Values<typeof objectSettings>;

/** Reads the variables of the auxiliary Worker, as {@link readVariables} does. */
export function readObjectSettings(vars: Readonly<Record<string, unknown>>): {
	readonly values: ObjectSettings;
	readonly faults: readonly string[];
} {
	return readVariables(objectSettings, vars);
}
