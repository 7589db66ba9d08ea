/** The sum of whole numbers, or `undefined` if it leaves the range in which those are exact. */
export function safeSum(values: readonly number[]): number | undefined {
	const sum = values.reduce((total, value) => total + BigInt(value), 0n);
	const rounded = Number(sum);
	return Number.isSafeInteger(rounded) ? rounded : undefined;
}
