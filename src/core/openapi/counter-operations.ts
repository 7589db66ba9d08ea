import { accessField } from '../contract/access';
import { livePing } from '../contract/answers';
import { apiPaths, counterApi } from '../contract/paths';
import { bodyMaxLength } from '../contract/request-body';
import { mediaTypes } from '../http/media-types';
import { writeHeaders } from './headers';
import { listOperation } from './list-operation';
import { historyOperation } from './history-operation';
import type { ApiOperation, ApiPaths } from './operation';
import { headerReferences, reference } from './references';
import { jsonResponse, problemResponse, problemResponses, withoutBody } from './responses';
import { setValueOperation } from './owner-operations';
import { sampleId, sampleInspection, sampleName, sampleToken, shellSample } from './samples';
import { visitOperation } from './visit-operation';
import { writeOperation } from './write-operation';

/** The operations that read, change, watch and create counters. */
export function counterPaths(origin: string): ApiPaths {
	return {
		[counterApi('{name}', 'value')]: {
			get: readOperation(origin),
			put: setValueOperation(origin),
		},
		[counterApi('{name}', 'increment')]: {
			post: writeOperation(origin, 'increment', 'Add to a counter'),
		},
		[counterApi('{name}', 'decrement')]: {
			post: writeOperation(origin, 'decrement', 'Subtract from a counter'),
		},
		[counterApi('{name}', 'visit')]: { post: visitOperation(origin) },
		[apiPaths.values]: { get: readAllOperation(origin) },
		[counterApi('{name}', 'live')]: { get: liveOperation(origin) },
		[counterApi('{name}', 'history')]: { get: historyOperation(origin) },
		[counterApi('{name}', 'inspect')]: { get: inspectOperation(origin) },
		[apiPaths.counters]: { get: listOperation(origin), post: createOperation(origin) },
	};
}

function readOperation(origin: string): ApiOperation {
	return {
		operationId: 'readValue',
		tags: ['Counters'],
		summary: 'Read a counter',
		description:
			'The value. Reading stores nothing, also for a name that was never used. With If-None-Match, a value that has not changed is answered with 304.',
		parameters: [reference('parameters', 'Name'), reference('parameters', 'IfNoneMatch')],
		responses: {
			200: jsonResponse('The value.', 'CounterValue', { value: 3 }, ['ETag', accessField]),
			304: {
				description: 'The value has not changed.',
				headers: headerReferences('ETag', accessField),
			},
			...problemResponses('invalid-name', 'invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${counterApi(sampleName, 'value')}`)],
	};
}

function readAllOperation(origin: string): ApiOperation {
	return {
		operationId: 'readValues',
		tags: ['Counters'],
		summary: 'Read several counters',
		description:
			'The values of up to 50 counters, read at the same time. A counter that cannot be read has a problem in place of its value; the answer is a success all the same. Another parameter than the names is refused.',
		parameters: [reference('parameters', 'Names')],
		responses: {
			200: jsonResponse('The values.', 'CounterValues', {
				values: [
					{ name: sampleName, value: 3 },
					{ name: 'downloads', value: 120 },
				],
			}),
			...problemResponses('invalid-query', 'invalid-key', 'internal'),
		},
		'x-codeSamples': [
			shellSample(`curl '${origin}${apiPaths.values}?names=${sampleName},downloads'`),
		],
	};
}

function liveOperation(origin: string): ApiOperation {
	return {
		operationId: 'watch',
		tags: ['Counters'],
		summary: 'Watch a counter',
		description: `Sends the value at once and after each change, as the JSON of #/components/schemas/LiveMessage: in one text message of a WebSocket each or, for an Accept that names text/event-stream, in one event each. The id of an event is new for each state of the counter; a client that sends the last one gets nothing before there is another. An event stream has a comment every 25 seconds, ends with its client, and is a socket of the counter like the others. Over a WebSocket a watcher may send the text "${livePing.ping}" and gets "${livePing.pong}"; anything else closes the socket. With more than 300 watchers the messages come less often, 5,000 a second to all together; a change of the number of watchers alone is sent every two seconds at most. One client may have ten sockets open to a counter, and open thirty at once and one more each second. Pages of other sites may watch where they may write.`,
		parameters: [reference('parameters', 'Name'), reference('parameters', 'LastEventId')],
		responses: {
			101: { description: 'The socket is open.' },
			200: {
				description: 'The stream has begun.',
				content: {
					[mediaTypes.events]: {
						schema: { type: 'string' },
						example: 'id: 5\ndata: {"value":3,"version":5,"watchers":2}\n\n',
					},
				},
			},
			...problemResponses(
				'invalid-name',
				'invalid-key',
				'cross-site',
				'rate-limited',
				'internal',
				'unavailable',
			),
			426: {
				...problemResponse('upgrade-required'),
				headers: headerReferences('Upgrade'),
			},
		},
		'x-codeSamples': [
			shellSample(
				`curl -N -H 'Accept: ${mediaTypes.events}' ${origin}${counterApi(sampleName, 'live')}`,
			),
			{
				lang: 'JavaScript',
				source: [
					`const socket = new WebSocket('${origin.replace(/^http/, 'ws')}${counterApi(sampleName, 'live')}');`,
					'socket.onmessage = ({ data }) => console.log(JSON.parse(data).value);',
				].join('\n'),
			},
		],
	};
}

function inspectOperation(origin: string): ApiOperation {
	return {
		operationId: 'inspect',
		tags: ['Counters'],
		summary: 'Look into a counter’s object',
		description:
			'What the Durable Object knows of itself. The time of waking and the numbers of calls and of changes start anew whenever the object leaves memory; value and version stay.',
		parameters: [reference('parameters', 'Name')],
		responses: {
			200: jsonResponse('The object.', 'CounterInspection', sampleInspection),
			...problemResponses('invalid-name', 'invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${counterApi(sampleName, 'inspect')}`)],
	};
}

function createOperation(origin: string): ApiOperation {
	const url = origin + apiPaths.counters;
	return {
		operationId: 'createCounter',
		tags: ['Counters'],
		summary: 'Make a counter',
		description:
			'With a body, a counter that has an owner: the answer shows the token, this once, and nothing stores it. Without a name its address is an id that nobody can guess, which stands wherever a name does. A name that anybody has written to, or that is owned, is taken, and so are those of the tutorial’s counters and of this API’s addresses. Without a body, a private counter that has no owner: whoever has its id can read and change it, nothing is stored before the first write, and it is deleted when nobody has written it for a year, unless the operator has set another time. It counts as a write of the caller.',
		parameters: [reference('parameters', 'CreationKey')],
		requestBody: {
			description: `At most ${bodyMaxLength} bytes, in UTF-8. A field that is not known is refused, one that is left out has its default.`,
			required: false,
			content: {
				[mediaTypes.json]: {
					schema: reference('schemas', 'NewCounter'),
					example: { value: 120, writes: 'owner' },
				},
				[mediaTypes.form]: {
					schema: reference('schemas', 'NewCounterForm'),
					example: { value: 120, writes: 'owner' },
				},
			},
		},
		responses: {
			201: jsonResponse(
				'The counter. A caller that prefers HTML gets a page that shows the same.',
				'CreatedCounter',
				{ id: sampleId, ownerToken: sampleToken, value: 120 },
				[...writeHeaders, 'Location', 'Idempotency-Replayed'],
			),
			303: {
				description:
					'A private counter without an owner, for a caller that prefers HTML: a form goes to its page.',
				headers: headerReferences(...writeHeaders, 'Location', 'Idempotency-Replayed'),
			},
			...problemResponses(
				...withoutBody,
				'name-taken',
				'invalid-field',
				'key-reused',
				'internal',
				'unavailable',
			),
		},
		'x-codeSamples': [
			shellSample(
				`curl --json '{"name": "${sampleName}", "value": 120, "writes": "owner"}' ${url}`,
			),
			shellSample(`curl -X POST ${url}`),
		],
	};
}
