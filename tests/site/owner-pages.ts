import { inject } from 'vitest';
import { type Answer, browser, form, post, send } from './http';

const site = inject('siteUrl');

function fields(values: Readonly<Record<string, string>>): string {
	return new URLSearchParams(values).toString();
}

/** Sends the form of `/new`, as a browser does: what is left empty goes along. */
export function make(values: Readonly<Record<string, string>>): Promise<Answer> {
	const body = fields({
		return: '/new',
		name: '',
		value: '',
		writes: 'everyone',
		origins: '',
		step: '1000',
		listed: 'false',
		...values,
	});
	return post(`${site}/api/counters`, { headers: { ...browser, ...form }, body });
}

/** The token that a page shows. */
export function tokenOf({ text }: Answer): string {
	const [token] = /dc_[\w-]{43}/.exec(text) ?? [];
	if (token === undefined) throw new Error(`no token in ${text}`);
	return token;
}

/** Sends one of the forms of a counter's settings. */
export function submit(name: string, values: Readonly<Record<string, string>>): Promise<Answer> {
	const headers = { ...browser, ...form };
	return post(`${site}/api/${name}/settings`, { headers, body: fields(values) });
}

/** Reads a page, as a browser does. */
export function page(path: string): Promise<Answer> {
	return send(site + path, { headers: browser });
}
