import { amountMax, amountMin } from './amount';
import { formFields } from './api';
import { type CounterSettings, defaultSettings, originsMax } from './counter-settings';
import {
	anyText,
	type Field,
	invalidField,
	missingField,
	oneOf,
	readFields,
	booleanField,
	wholeNumber,
} from './fields';
import { type CounterName, isObjectId, normalizeName, parseName } from './name';
import { isProblem, type Problem } from './problem';
import type { RequestBody } from './request-body';
import { parseOrigin } from '../settings/parse';

/** What the maker of a counter with an owner asks for. */
export interface Creation {
	/** Absent if its address is to be an id that nobody can guess. */
	readonly name?: CounterName | undefined;
	/** The value that it starts at. */
	readonly value: number;
	readonly settings: CounterSettings;
}

/** A change of settings. */
export interface SettingsChange {
	/** Those that change. */
	readonly settings: Partial<CounterSettings>;
	/** Whether the owner wants a new token in place of the present one. */
	readonly newToken: boolean;
}

/** What the field `origins` of a form holds to empty the list, since an empty field changes nothing. */
export const noOrigins = 'none';

/** The field of a counter's value. */
export const value = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

const origins: Field<readonly string[]> = {
	parse(given, isText) {
		if (isText && given === noOrigins) return [];
		const items: unknown = isText
			? String(given)
					.trim()
					.split(/[\s,]+/)
			: given;
		if (!Array.isArray(items)) return undefined;
		const parsed = items.map((item) => (typeof item === 'string' ? parseOrigin(item) : undefined));
		const known = parsed.filter((origin) => origin !== undefined);
		const different = [...new Set(known)];
		return known.length === items.length && different.length <= originsMax ? different : undefined;
	},
	right: `Send at most ${originsMax} origins such as https://example.com: in JSON a list of them, in a form one on a line.`,
};

/** The fields of a counter's settings. */
export const settingFields = {
	writes: oneOf('everyone', 'owner'),
	origins,
	step: wholeNumber(amountMin, amountMax),
	listed: booleanField,
};

const name: Field<CounterName> = {
	parse: (given, isText) => (isText ? normalizeName(String(given)) : parseName(given)),
	right: 'Send 1 to 64 small letters, digits, dots, underscores and hyphens.',
};

const creationFields = { ...settingFields, name, value };

/** A form may also name the page that it is on. */
export const returnTo = { [formFields.returnTo]: anyText };

/**
 * Reads what kind of counter is to be made; `undefined` if the body says nothing, which makes a
 * private counter without an owner.
 */
export function parseCreation(body: RequestBody): Creation | undefined | Problem {
	const isForm = body.kind === 'form';
	const sent = readFields(body, isForm ? { ...creationFields, ...returnTo } : creationFields);
	if (isProblem(sent)) return sent;
	if (body.fields.keys().every((field) => field === formFields.returnTo)) return undefined;
	const { name, value: start = 0, ...rest } = sent;
	const settings = { ...defaultSettings, ...pickSettings(rest) };
	if (name !== undefined && isObjectId(name)) {
		return invalidField('name', 'is of a kind that nobody can own', 'Choose another one.');
	}
	if (name === undefined && settings.listed) return unlistable;
	return { name, value: start, settings };
}

/** Reads a change of settings. */
export function parseSettingsChange(body: RequestBody): SettingsChange | Problem {
	const sent = readFields(body, { ...settingFields, newToken: booleanField });
	if (isProblem(sent)) return sent;
	if (body.fields.size === 0) {
		return { problem: 'invalid-body', detail: `The body is empty. Send ${someSetting}.` };
	}
	return { settings: pickSettings(sent), newToken: sent.newToken ?? false };
}

const someSetting = 'at least one setting, such as {"step": 1}';

/** Reads the value that a counter is set to. */
export function parseNewValue(body: RequestBody): number | Problem {
	const sent = readFields(body, { value });
	if (isProblem(sent)) return sent;
	return sent.value ?? missingField('value', value);
}

/** The refusal to list a counter without a name. */
export const unlistable = invalidField(
	'listed',
	'is true',
	'Only a counter that is addressed by its name can be listed.',
);

/** Describes what is to be made, so that one key cannot be used for two different counters. */
export function creationFingerprint(creation: Creation | undefined): string {
	if (creation === undefined) return '';
	const { name = '', value, settings } = creation;
	const { writes, origins, step, listed } = settings;
	return JSON.stringify([name, value, writes, origins, step, listed]);
}

/** Picks the settings that were sent. */
export function pickSettings(sent: Partial<CounterSettings>): Partial<CounterSettings> {
	const { writes, origins, step, listed } = sent;
	return {
		...(writes !== undefined && { writes }),
		...(origins !== undefined && { origins }),
		...(step !== undefined && { step }),
		...(listed !== undefined && { listed }),
	};
}
