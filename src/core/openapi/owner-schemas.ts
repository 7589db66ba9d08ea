import type { SchemaObject } from 'openapi3-ts/oas31';
import { amountMax, amountMin } from '../contract/amount';
import { formFields } from '../contract/api';
import { defaultSettings, originsMax } from '../contract/counter-settings';
import { nameMaxLength, namePattern } from '../contract/name';
import { id, object, requestBody, value } from './schema-parts';

const name: SchemaObject = {
	type: 'string',
	pattern: `^${namePattern}$`,
	maxLength: nameMaxLength,
	description: 'The counter’s name; without one its address is an id.',
};

const ownerToken: SchemaObject = {
	type: 'string',
	pattern: '^dc_[A-Za-z0-9_-]{43}$',
	description: 'Whoever has it owns the counter. It cannot be shown again.',
};

const origin: SchemaObject = { type: 'string', examples: ['https://blog.example'] };

const settings = {
	writes: {
		type: 'string',
		enum: ['everyone', 'owner'],
		description: 'Who may add and subtract.',
	},
	origins: {
		type: 'array',
		items: origin,
		maxItems: originsMax,
		description: 'Other sites whose pages may add and subtract.',
	},
	step: {
		type: 'integer',
		minimum: amountMin,
		maximum: amountMax,
		description: 'The largest amount of one write.',
	},
	listed: { type: 'boolean', description: 'Whether it is in the public list; it needs a name.' },
} satisfies Record<keyof typeof defaultSettings, SchemaObject>;

/** The same in a form, where an empty field is as none. */
const settingsOfForm = {
	...settings,
	origins: {
		type: 'string',
		description: 'Origins with a blank, a comma or a line break between them; none for no origin.',
	},
} satisfies Record<keyof typeof defaultSettings, SchemaObject>;

const returnTo: SchemaObject = {
	type: 'string',
	description: 'The path of this site where the reader goes next.',
};

const token: SchemaObject = {
	type: 'string',
	description: 'The owner’s token, in place of the Authorization header.',
};

const newValue = { ...value, default: 0, description: 'The value that it starts at.' };

/** The bodies of what makes a counter and of what its owner does. */
export const ownerSchemas = {
	NewCounter: requestBody({ name, value: newValue, ...withDefaults(settings) }),
	NewCounterForm: requestBody({
		name,
		value: newValue,
		...withDefaults(settings),
		origins: settingsOfForm.origins,
		[formFields.returnTo]: returnTo,
	}),
	CreatedCounter: object(
		{ name, id: { ...id, description: 'Its id, if it has no name.' }, ownerToken, value },
		['value'],
	),
	NewValue: { ...requestBody({ value }), required: ['value'] },
	CounterSettings: object(
		{
			...settings,
			ownerToken: { ...ownerToken, description: 'The new token, if one was asked for.' },
		},
		Object.keys(settings),
	),
	SettingsChange: {
		...requestBody({
			...settings,
			newToken: { type: 'boolean', description: 'Whether the token is to be replaced.' },
		}),
		minProperties: 1,
	},
	OwnerForm: {
		...requestBody({
			do: { type: 'string', enum: ['set', 'change', 'token', 'remove'] },
			token,
			value: { ...value, description: 'The value to set.' },
			...settingsOfForm,
			confirm: { type: 'string', enum: ['yes'], description: 'Needed to remove it.' },
			[formFields.returnTo]: returnTo,
		}),
		required: ['do'],
	},
} satisfies Record<string, SchemaObject>;

function withDefaults(properties: typeof settings): Record<string, SchemaObject> {
	return Object.fromEntries(
		Object.entries(properties).map(([key, schema]) => [
			key,
			{ ...schema, default: defaultSettings[key as keyof typeof defaultSettings] },
		]),
	);
}
