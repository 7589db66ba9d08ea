import {
	type Amount,
	amountMax,
	amountMin,
	defaultAmount,
	parseAmount,
	parseAmountText,
} from './amount';
import { formFields } from './api';
import type { Problem } from './problem';
import { type RequestBody, refuseFields, returnField } from './request-body';
import { shorten } from './quoting';

/** The content of the body of a write. */
export interface WriteBody {
	readonly amount: Amount;
	/** Where a form wants the browser to go afterwards; not checked yet. */
	readonly returnTo?: string | undefined;
}

const knownFields = { none: [], json: [formFields.amount], form: Object.values(formFields) };

/** Reads a body as that of a write: an amount, which is 1 if none was sent. */
export function parseWriteBody(body: RequestBody): WriteBody | Problem {
	const { kind, fields } = body;
	const [given = defaultAmount, ...more] = fields.get(formFields.amount) ?? [];
	if (more.length > 0) return invalidAmount('is given more than once. Send it once.');
	const refused = refuseFields(body, knownFields[kind]);
	if (refused) return refused;

	const isText = typeof given === 'string';
	const amount = kind === 'form' && isText ? parseAmountText(given) : parseAmount(given);
	if (amount !== undefined) return { amount, returnTo: returnField(body) };
	const shown = typeof given === 'number' ? String(given) : shorten(JSON.stringify(given));
	const hint = kind === 'json' && isText ? ', without quotes' : '';
	return invalidAmount(
		`is ${shown}. Send a whole number from ${amountMin} to ${amountMax}${hint}.`,
	);
}

function invalidAmount(what: string): Problem {
	return { problem: 'invalid-amount', detail: `The field "${formFields.amount}" ${what}` };
}
