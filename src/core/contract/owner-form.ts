import type { CounterSettings } from './counter-settings';
import { anyText, type FieldsOf, invalidField, missingField, oneOf, readFields } from './fields';
import { pickSettings, returnTo, settingFields, value } from './owner-body';
import { isProblem, type Problem } from './problem';
import type { RequestBody } from './request-body';

/** What a form asks for in the name of the owner. */
export type OwnerForm = CommonFields &
	(
		| { readonly do: 'set'; readonly value: number }
		| { readonly do: 'change'; readonly settings: Partial<CounterSettings> }
		| { readonly do: 'token' | 'remove' }
	);

/** What each of the owner's forms has. */
interface CommonFields {
	/** The token that was typed into it. */
	readonly token?: string;
	/** Where it wants the browser to go afterwards; not checked yet. */
	readonly returnTo?: string;
}

/** Names of the fields of an owner's forms, besides those of the settings. */
export const ownerFields = {
	do: 'do',
	token: 'token',
	value: 'value',
	confirm: 'confirm',
} as const;

const doing = oneOf('set', 'change', 'token', 'remove');

interface OwnerFields extends CounterSettings {
	readonly do: OwnerForm['do'];
	readonly token: string;
	readonly return: string;
	readonly value: number;
	readonly confirm: 'yes';
}

const commonFields = { do: doing, token: anyText, ...returnTo };

/** The fields of each form, besides those that all have. */
const fieldsOf: Readonly<Record<OwnerForm['do'], FieldsOf<OwnerFields>>> = {
	set: { value },
	change: settingFields,
	token: {},
	remove: { confirm: oneOf('yes') },
};

/**
 * Reads the form of an owner. `set` takes `value`, `change` the settings, of which an absent or empty
 * one stays as it is, and `remove` takes `confirm`, which has to be `yes`.
 */
export function parseOwnerForm(body: RequestBody): OwnerForm | Problem {
	const what = doing.parse(body.fields.get(ownerFields.do)?.[0], true);
	if (what === undefined) return missingField(ownerFields.do, doing);
	const sent = readFields<OwnerFields>(body, { ...commonFields, ...fieldsOf[what] });
	if (isProblem(sent)) return sent;
	const { token, return: returnTo } = sent;
	const common = {
		...(token !== undefined && { token }),
		...(returnTo !== undefined && { returnTo }),
	};
	switch (what) {
		case 'set':
			return sent.value === undefined
				? missingField(ownerFields.value, value)
				: { ...common, do: what, value: sent.value };
		case 'change':
			return { ...common, do: what, settings: pickSettings(sent) };
		case 'remove':
			return sent.confirm === undefined ? unconfirmed : { ...common, do: what };
		case 'token':
			return { ...common, do: what };
	}
}

const unconfirmed = invalidField(
	ownerFields.confirm,
	'is missing',
	'A counter that is removed cannot be had back. Send "yes" if you mean it.',
);
