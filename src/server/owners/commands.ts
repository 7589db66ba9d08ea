import { counterApi, counterSettingsPage, createdPath } from '../../core/contract/paths';
import type { CounterSettings } from '../../core/contract/counter-settings';
import { type CounterName, isObjectId } from '../../core/contract/name';
import { parseNewValue, parseSettingsChange, unlistable } from '../../core/contract/owner-body';
import { parseOwnerForm } from '../../core/contract/owner-form';
import { isProblem, type Problem } from '../../core/contract/problem';
import { type RequestBody, refuseFields } from '../../core/contract/request-body';
import { returnPath } from '../../core/http/return-path';
import { counterAddress } from '../address';
import { type Action, type Context, jsonContent, type Outcome } from '../outcome';
import { manage, type OwnerRequest, refuseCondition } from './manage';
import { generateToken } from './token';

/** Sets a counter to a value, with an `If-Match` only in the state that it names. */
export const setValue: Action = (context) =>
	carryOut(context, (body) => {
		const value = parseNewValue(body);
		if (isProblem(value)) return value;
		const ifMatch = context.request.headers.get('If-Match');
		return { command: { do: 'set', value, ...(ifMatch !== null && { ifMatch }) } };
	});

/** Shows an owner the settings. */
export const readSettings: Action = (context) =>
	carryOut(context, () => ({ command: { do: 'read' } }));

/** Changes settings, and makes a new token if one is asked for. */
export const changeSettings: Action = async (context) =>
	refuseCondition(context.request) ??
	carryOut(context, (body) => {
		const change = parseSettingsChange(body);
		if (isProblem(change)) return change;
		const { settings, newToken } = change;
		return (
			refuseListing(context.params, change) ?? {
				command: { do: 'change', settings },
				...(newToken && { newToken: generateToken() }),
			}
		);
	});

/** Removes a counter with all that it stored. */
export const remove: Action = async (context) =>
	refuseCondition(context.request) ??
	carryOut(context, (body) => refuseFields(body, []) ?? { command: { do: 'remove' } });

/** Does by a form what the other actions do by methods that a form has not. */
export const submit: Action = async (context) => {
	// The address that the form came from may still say what was done before.
	const name = counterAddress(context.params['name']);
	if (name) context.locals.back = counterSettingsPage(name);
	return refuseCondition(context.request) ?? carryOut(context, (body) => readForm(context, body));
};

function readForm({ params }: Context, body: RequestBody): OwnerRequest | Problem {
	if (body.kind === 'json') {
		const detail = 'A POST takes the form of a page here. PATCH takes JSON.';
		return { problem: 'unsupported-media-type', detail };
	}
	const form = parseOwnerForm(body);
	if (isProblem(form)) return form;
	const { token, returnTo } = form;
	const common = { token, returnTo };
	switch (form.do) {
		case 'set':
			return { command: { do: 'set', value: form.value }, ...common };
		case 'change':
			return (
				refuseListing(params, form) ?? {
					command: { do: 'change', settings: form.settings },
					...common,
				}
			);
		case 'token':
			return { command: { do: 'change', settings: {} }, newToken: generateToken(), ...common };
		case 'remove':
			return { command: { do: 'remove' }, ...common };
	}
}

/** Refuses to list a counter that is addressed by its id, which the list would give away. */
function refuseListing(
	{ name }: Context['params'],
	{ settings }: { readonly settings: Partial<CounterSettings> },
): Problem | undefined {
	return settings.listed && isObjectId(name as CounterName) ? unlistable : undefined;
}

/** Has the counter carry out a command, and answers with what it is then. */
async function carryOut(
	context: Context,
	read: (body: RequestBody) => OwnerRequest | Problem,
): Promise<Outcome> {
	const managed = await manage(context, read);
	if (isProblem(managed)) return managed;
	const { name, ownerRequest, headers } = managed;
	const { command, newToken, returnTo } = ownerRequest;
	const done = `${counterSettingsPage(name)}?done=${command.do}`;
	const next = (): string => returnPath(returnTo, null, context.request.url, done);
	const settings = jsonContent({
		...managed.state.settings,
		...(newToken !== undefined && { ownerToken: newToken }),
	});
	switch (command.do) {
		case 'set': {
			const { value, version, epoch } = managed.state;
			const location = { 'Content-Location': counterApi(name, 'value') };
			return { value, version, epoch, headers: { ...headers, ...location }, next };
		}
		case 'remove':
			return { content: null, status: 204, headers, next };
		case 'read':
			return { ...settings, headers };
		case 'change':
			if (newToken === undefined) return { ...settings, headers, next };
			// The page that a form gets shows it.
			context.locals.created = {
				name,
				value: managed.state.value,
				writes: managed.state.settings.writes,
				ownerToken: newToken,
				isNew: false,
			};
			return { ...settings, headers, page: createdPath };
	}
}
