import type { APIRoute } from 'astro';
import { counter } from '../../counter';

/** Adds one. A program gets the value; a form goes back to its page. */
export const POST: APIRoute = async ({ request, redirect }) => {
	const value = await counter('visits').add(1);
	return request.headers.get('Accept') === 'application/json'
		? Response.json({ value })
		: redirect('/', 303);
};
