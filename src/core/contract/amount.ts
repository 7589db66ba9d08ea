declare const amount: unique symbol;

/** By how much one write changes a counter: an integer from 1 to 1000. */
export type Amount = number & { readonly [amount]: true };

/** The smallest amount of one write. */
export const amountMin = 1;

/** The largest amount of one write. */
export const amountMax = 1000;

/** The amount of a write that names none. */
export const defaultAmount = 1 as Amount;

/** Returns the amount that a JSON value is, or `undefined` unless it is an integer from 1 to 1000. */
export function parseAmount(input: unknown): Amount | undefined {
	return Number.isInteger(input) && Number(input) >= amountMin && Number(input) <= amountMax
		? (input as Amount)
		: undefined;
}

/** Returns the amount that a form field holds in plain decimal digits, or `undefined`. */
export function parseAmountText(input: string): Amount | undefined {
	return /^[1-9][0-9]{0,3}$/.test(input) ? parseAmount(Number(input)) : undefined;
}
