import type { RequestBody } from '../../../src/core/contract/request-body';

/** A JSON body of the fields of an object, which keep their types. */
export function json(fields: Readonly<Record<string, unknown>>): RequestBody {
	const entries = Object.entries(fields).map(([name, value]) => [name, [value]] as const);
	return { kind: 'json', fields: new Map(entries) };
}

/** The body of a form that sends these texts. */
export function form(fields: Readonly<Record<string, string>>): RequestBody {
	return { ...json(fields), kind: 'form' };
}
