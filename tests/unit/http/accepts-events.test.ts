import { expect, test } from 'vitest';
import { acceptsEvents } from '../../../src/core/http/negotiate';

test.each(['text/event-stream', 'TEXT/Event-Stream', '*/*;q=0.1, text/event-stream;q=0.5'])(
	'Accept %j asks for an event stream',
	(accept) => {
		expect(acceptsEvents(accept)).toBe(true);
	},
);

test.each([null, '', '*/*', 'text/*', 'text/html, */*', 'text/event-stream;q=0'])(
	'Accept %j asks for none',
	(accept) => {
		expect(acceptsEvents(accept)).toBe(false);
	},
);
