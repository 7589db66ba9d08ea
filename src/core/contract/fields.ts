import { isProblem, type Problem } from './problem';
import { refuseFields, type RequestBody } from './request-body';
import { quote, shorten } from './quoting';

/** How one field of a body is read. */
export interface Field<Value> {
	/**
	 * Returns the value that was sent, or `undefined` if it is none.
	 *
	 * @param isText whether it comes from a form, where all values are text
	 */
	readonly parse: (given: unknown, isText: boolean) => Value | undefined;
	/** What would be right, as a sentence. */
	readonly right: string;
}

/** The fields of a body by their names. */
export type FieldsOf<Values> = { readonly [Name in keyof Values]?: Field<Values[Name]> };

/**
 * Reads the fields of a body. One that is not known is refused, and so is one that was sent twice or
 * that has a wrong value; one that was not sent is absent, and so is an empty one of a form.
 */
export function readFields<Values extends object>(
	body: RequestBody,
	known: FieldsOf<Values>,
): Partial<Values> | Problem {
	const names = Object.keys(known) as (keyof Values & string)[];
	const refused = refuseFields(body, names);
	if (refused) return refused;
	const values: Partial<Values> = {};
	for (const name of names) {
		const field = known[name];
		const value = field && readField(body, name, field);
		if (isProblem(value)) return value;
		if (value !== undefined) values[name] = value;
	}
	return values;
}

function readField<Value>(
	{ kind, fields }: RequestBody,
	name: string,
	{ parse, right }: Field<Value>,
): Value | undefined | Problem {
	const [given] = fields.get(name) ?? [];
	const isText = kind === 'form';
	if (given === undefined || (isText && given === '')) return undefined;
	const value = parse(given, isText);
	return value ?? invalidField(name, `is ${shorten(JSON.stringify(given))}`, right);
}

/**
 * The refusal of a field.
 *
 * @param fault what is wrong with it, as a predicate
 * @param right what would be right, as a sentence
 */
export function invalidField(name: string, fault: string, right: string): Problem {
	return { problem: 'invalid-field', detail: `The field ${quote(name)} ${fault}. ${right}` };
}

/** The refusal of a body without a field that has to be there. */
export function missingField<Value>(name: string, { right }: Field<Value>): Problem {
	return invalidField(name, 'is missing', right);
}

/** A field with one of some words. */
export function oneOf<Word extends string>(...words: readonly Word[]): Field<Word> {
	return {
		parse: (given) => words.find((word) => word === given),
		right: `Send ${words.map(quote).join(' or ')}.`,
	};
}

/** A field that is true or false: in a form the words, as the value of a radio button or a box. */
export const booleanField: Field<boolean> = {
	parse(given, isText) {
		const [yes, no] = isText ? ['true', 'false'] : [true, false];
		return given === yes ? true : given === no ? false : undefined;
	},
	right: 'Send true or false.',
};

/** A field with any text. */
export const anyText: Field<string> = {
	parse: (given) => (typeof given === 'string' ? given : undefined),
	right: 'Send text.',
};

/** A whole number in a form, in plain digits, for `RegExp` and for the `pattern` of an `<input>`. */
export const wholeNumberPattern = '0|-?[1-9][0-9]{0,15}';

/** A field with a whole number within bounds: in JSON without quotes, in a form in plain digits. */
export function wholeNumber(min: number, max: number): Field<number> {
	return {
		parse(given, isText) {
			const number = isText ? parseDigits(String(given)) : given;
			if (!Number.isInteger(number) || Number(number) < min || Number(number) > max) {
				return undefined;
			}
			// Minus zero is no value of its own.
			return Number(number) + 0;
		},
		right: `Send a whole number from ${min} to ${max}, without quotes in JSON.`,
	};
}

const digits = new RegExp(`^(?:${wholeNumberPattern})$`);

function parseDigits(text: string): number | undefined {
	return digits.test(text) ? Number(text) : undefined;
}
