/** The floor of a refusal: a Worker that answers every request with one refusal of the site's. */
import { env } from 'cloudflare:workers';

/** A refusal as the site sent it once, its request id included. */
export interface Refusal {
	readonly status: number;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: string;
}

const { REFUSAL } = env as typeof env & { readonly REFUSAL: string };
const { status, headers, body } = JSON.parse(REFUSAL) as Refusal;
const init = { status, headers: new Headers(Object.fromEntries(headers)) };

export default { fetch: () => new Response(body, init) } satisfies ExportedHandler;
