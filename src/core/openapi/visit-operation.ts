import { counterApi } from '../contract/paths';
import { mediaTypes } from '../http/media-types';
import { bodyMaxLength } from '../contract/request-body';
import { visitorsMax } from '../visits/visit-count';
import { writeHeaders } from './headers';
import type { ApiOperation } from './operation';
import { headerReferences, reference } from './references';
import { jsonResponse, problemResponses, withoutBody } from './responses';
import { sampleName, shellSample } from './samples';

/** The operation that counts visitors. */
export function visitOperation(origin: string): ApiOperation {
	const url = origin + counterApi(sampleName, 'visit');
	return {
		operationId: 'visit',
		tags: ['Counters'],
		summary: 'Count a visitor',
		description: `Adds 1 for a visitor who has not been counted on this counter today, a day of UTC, and nothing for one who has. There is no cookie, and nothing is kept on the device. A visitor is a client’s address (an IPv4 address or an IPv6 /64) and its User-Agent: 128 bits of an HMAC of them, under a random salt that is deleted with the day, are kept until midnight. People behind one address with the same browser count as one, and one person with two browsers as two. ${visitorsMax.toLocaleString('en')} visitors a day are told apart; beyond them every visit counts, and exact is false until midnight. Crawlers that name themselves are not counted. A visit is limited like a write. Browsers may send it, also by navigator.sendBeacon, from this site, from the origins that the counter’s owner lists, and from those of the site’s operator; a counter that only its owner writes takes visits from the owner’s origins alone. It needs no token, since it gives no power over the value.`,
		parameters: [reference('parameters', 'Name')],
		requestBody: {
			description: `None is needed. No field is known but a form’s \`return\`, and an unknown one is refused. A body of text, as a beacon sends it, is read as JSON. At most ${bodyMaxLength} bytes, in UTF-8.`,
			required: false,
			content: {
				[mediaTypes.json]: { schema: reference('schemas', 'VisitBody'), example: {} },
				[mediaTypes.form]: { schema: reference('schemas', 'VisitForm') },
				'text/plain': { schema: { type: 'string' }, example: '{}' },
			},
		},
		responses: {
			200: jsonResponse(
				'The value now, whether this visit was counted, and whether all visitors of today were distinguished. The answer to a crawler has no RateLimit.',
				'Visit',
				{ value: 4, counted: true, exact: true },
				writeHeaders,
			),
			303: {
				description:
					'The same, for a caller that prefers HTML, or does not mind and sent the form of a page: it goes back to that page.',
				headers: headerReferences(...writeHeaders, 'Location'),
			},
			...problemResponses(
				'invalid-name',
				...withoutBody,
				'forbidden',
				'out-of-range',
				'internal',
				'unavailable',
			),
		},
		'x-codeSamples': [
			shellSample(`curl -X POST ${url}`),
			{ lang: 'JavaScript', source: `navigator.sendBeacon('${url}');` },
		],
	};
}
