import { defaultAmount } from '../contract/amount';
import { counterApi, type Operation } from '../contract/paths';
import { mediaTypes } from '../http/media-types';
import { bodyMaxLength } from '../contract/request-body';
import { writeHeaders } from './headers';
import type { ApiOperation } from './operation';
import { headerReferences, reference } from './references';
import { jsonResponse, problemResponses } from './responses';
import { sampleDemoName, sampleKey, sampleName, shellSample } from './samples';

/** An operation that changes a counter. */
export function writeOperation(
	origin: string,
	operation: Operation | 'slow-increment',
	summary: string,
): ApiOperation {
	const url =
		origin + counterApi(operation === 'slow-increment' ? sampleDemoName : sampleName, operation);
	return {
		operationId: operation,
		tags: ['Counters'],
		summary,
		description:
			'Answers with the new value, after it is on disk. A write without a body counts 1. Values below 0 are fine. With an Idempotency-Key, a repeat within 24 hours gets the first answer again and counts nothing. A counter whose owner alone writes asks for the owner’s token. Browsers may write from this site and from origins that its operator or the counter’s owner lists; a preflight is answered for those, and remembered for a day.',
		// A counter that only its owner writes to asks for the token.
		security: [{}, { ownerToken: [] }],
		parameters: [reference('parameters', 'Name'), reference('parameters', 'IdempotencyKey')],
		requestBody: {
			description: `At most ${bodyMaxLength} bytes, in UTF-8; none is the same as an amount of ${defaultAmount}. A field that is not known is refused.`,
			required: false,
			content: {
				[mediaTypes.json]: { schema: reference('schemas', 'Write'), example: { amount: 5 } },
				[mediaTypes.form]: { schema: reference('schemas', 'WriteForm'), example: { amount: 5 } },
			},
		},
		responses: {
			200: jsonResponse('The new value.', 'CounterValue', { value: 4 }, [
				...writeHeaders,
				'ETag',
				'Content-Location',
				'Idempotency-Replayed',
			]),
			303: {
				description:
					'The same, for a caller that prefers HTML, or does not mind and sent the form of a page: it goes back to that page.',
				headers: headerReferences(
					...writeHeaders,
					'Location',
					'Idempotency-Replayed',
					'Content-Location',
				),
			},
			...problemResponses(
				'invalid-name',
				'invalid-body',
				'invalid-query',
				'invalid-key',
				'unauthorized',
				'cross-site',
				'forbidden',
				'out-of-range',
				'body-too-large',
				'unsupported-media-type',
				'invalid-amount',
				'key-reused',
				'rate-limited',
				'internal',
				'unavailable',
			),
		},
		'x-codeSamples': [
			shellSample(`curl -X POST ${url}`),
			shellSample(
				`curl --json '{"amount": 5}' -H 'Idempotency-Key: "${sampleKey(operation)}"' ${url}`,
			),
		],
	};
}
