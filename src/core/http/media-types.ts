/** The media types of requests and answers. */
export const mediaTypes = {
	events: 'text/event-stream',
	json: 'application/json',
	problem: 'application/problem+json',
	form: 'application/x-www-form-urlencoded',
	html: 'text/html',
	csv: 'text/csv; charset=utf-8; header=present',
	linkset: 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
	markdown: 'text/markdown; charset=utf-8',
	svg: 'image/svg+xml',
	text: 'text/plain; charset=utf-8',
	xml: 'application/xml',
} as const;
