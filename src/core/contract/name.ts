// #region grammar
declare const counterName: unique symbol;

/** A counter's address: a name that a visitor chose, or the id of a private counter. */
export type CounterName = string & { readonly [counterName]: true };

/**
 * The grammar of a name, 1 to 64 characters, in a form that both `RegExp` and the `pattern`
 * attribute of an `<input>` (which compiles with the `v` flag) accept.
 */
export const namePattern = String.raw`[a-z0-9][a-z0-9._\-]{0,63}`;

/** The longest name, in characters. */
export const nameMaxLength = 64;

const name = new RegExp(`^${namePattern}$`);
const objectId = /^[0-9a-f]{64}$/;

/** The counters that the tutorial shows. */
export const tutorialCounters = ['counter-1', 'counter-2'] as string[] as CounterName[];

/** Returns the name that `input` is, or `undefined` if it breaks the pattern. */
export function parseName(input: unknown): CounterName | undefined {
	return typeof input === 'string' && name.test(input) ? (input as CounterName) : undefined;
}
// #endregion grammar

/** What the field for a name accepts: all that {@link normalizeName} makes a name of. */
export const typedNamePattern = String.raw`\s*${namePattern.replaceAll('a-z', 'A-Za-z')}\s*`;

/**
 * Returns the name that a person means who typed `text`, or `undefined` if it is none: what people
 * type begins with a capital, or has blanks around it; a name never does.
 */
export function normalizeName(text: string): CounterName | undefined {
	return parseName(text.trim().toLowerCase());
}

const demo = /^demo-[0-9a-f]{32}$/;

/**
 * Makes the name of a counter for one reader of one demo. It cannot be guessed, so no other reader
 * finds that counter, unless it is put on the public list.
 *
 * @param digits 32 hexadecimal digits at random
 */
export function demoName(digits: string): CounterName {
	return `demo-${digits}` as CounterName;
}

/** Whether a name is one of a demo's. No id is, not even that of a demo's counter. */
export function isDemoName(name: string | undefined): boolean {
	return name !== undefined && demo.test(name);
}

/** Returns a name as a heading shows it: an id is cut after 12 digits. */
export function headingOf(name: CounterName): string {
	return isObjectId(name) ? `${name.slice(0, 12)}…` : name;
}

/** Whether a name is the id of a private counter: 64 hexadecimal digits. */
export function isObjectId(name: CounterName): boolean {
	return objectId.test(name);
}
