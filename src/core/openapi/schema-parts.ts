import type { SchemaObject } from 'openapi3-ts/oas31';
import { amountMax, amountMin, defaultAmount } from '../contract/amount';

/** The value of a counter. */
export const value: SchemaObject = {
	type: 'integer',
	format: 'int64',
	minimum: Number.MIN_SAFE_INTEGER,
	maximum: Number.MAX_SAFE_INTEGER,
};

/** By how much a write changes a counter. */
export const amount: SchemaObject = {
	type: 'integer',
	minimum: amountMin,
	maximum: amountMax,
	default: defaultAmount,
};

/** The id of an object. */
export const id: SchemaObject = { type: 'string', pattern: '^[0-9a-f]{64}$' };

/** How many there are. */
export const count: SchemaObject = { type: 'integer', minimum: 0 };

/** A date and time. */
export const dateTime: SchemaObject = { type: 'string', format: 'date-time' };

/** A time in seconds. */
export const seconds: SchemaObject = { type: 'number', minimum: 0 };

/** An object of which all members are required, unless `required` names some. */
export function object(
	properties: Record<string, SchemaObject>,
	required: string[] = Object.keys(properties),
): SchemaObject {
	return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** The body of a request: all members are optional, and others are refused. */
export function requestBody(properties: Record<string, SchemaObject>): SchemaObject {
	return { ...object(properties, []), additionalProperties: false };
}
