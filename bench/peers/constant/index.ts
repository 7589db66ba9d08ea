/** The floor of a refusal: a Worker that answers every request with the same 429. */
const body = JSON.stringify({ error: 'Too many writes' });
const refusal = { status: 429, headers: { 'Content-Type': 'application/problem+json' } };

export default { fetch: () => new Response(body, refusal) } satisfies ExportedHandler;
