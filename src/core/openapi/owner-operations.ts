import type { MediaTypeObject } from 'openapi3-ts/oas31';
import { counterApi, counterRoot } from '../contract/paths';
import type { ProblemSlug } from '../contract/problem';
import { bodyMaxLength } from '../contract/request-body';
import { mediaTypes } from '../http/media-types';
import { writeHeaders } from './headers';
import type { ApiOperation, ApiPaths } from './operation';
import { headerReferences, reference } from './references';
import { jsonResponse, problemResponses } from './responses';
import { sampleName, sampleSettings, sampleToken, shellSample } from './samples';

/** What an owner does with a counter. */
export function ownerPaths(origin: string): ApiPaths {
	return {
		[counterApi('{name}', 'settings')]: {
			get: readSettingsOperation(origin),
			patch: changeSettingsOperation(origin),
			post: submitOperation(origin),
		},
		[counterRoot('{name}')]: { delete: removeOperation(origin) },
	};
}

/** The requirement of the owner's token. */
const byOwner = [{ ownerToken: [] }];

/** The problems that every command of an owner can have. */
const commandProblems = [
	'invalid-name',
	'invalid-body',
	'invalid-query',
	'invalid-key',
	'unauthorized',
	'cross-site',
	'forbidden',
	'body-too-large',
	'unsupported-media-type',
	'rate-limited',
	'internal',
	'unavailable',
] as const satisfies readonly ProblemSlug[];

/** Sets a counter; it stands beside the operation that reads the value. */
export function setValueOperation(origin: string): ApiOperation {
	return {
		operationId: 'setValue',
		tags: ['Owners'],
		summary: 'Set a counter',
		description:
			'Sets the value. With If-Match, only if the counter is still in the state whose ETag a read has answered with; so nothing that was counted in between is lost. It takes no Idempotency-Key: setting twice is the same as once.',
		security: byOwner,
		parameters: [reference('parameters', 'Name'), reference('parameters', 'IfMatch')],
		requestBody: body({
			[mediaTypes.json]: { schema: reference('schemas', 'NewValue'), example: { value: 120 } },
			[mediaTypes.form]: { schema: reference('schemas', 'NewValue'), example: { value: 120 } },
		}),
		responses: {
			200: jsonResponse('The value.', 'CounterValue', { value: 120 }, [
				...writeHeaders,
				'ETag',
				'Content-Location',
			]),
			...problemResponses(...commandProblems, 'precondition-failed', 'invalid-field'),
		},
		'x-codeSamples': [
			shellSample(
				`curl -X PUT -H 'Authorization: Bearer ${sampleToken}' --json '{"value": 120}' ${origin}${counterApi(sampleName, 'value')}`,
			),
		],
	};
}

function readSettingsOperation(origin: string): ApiOperation {
	return {
		operationId: 'readSettings',
		tags: ['Owners'],
		summary: 'Read the settings',
		description:
			'What the owner has decided about a counter. It counts as a write of the caller, so that a token cannot be guessed any faster than a counter can be written. Scripts of other origins cannot read the answer.',
		security: byOwner,
		parameters: [reference('parameters', 'Name')],
		responses: {
			200: jsonResponse('The settings.', 'CounterSettings', sampleSettings, writeHeaders),
			...problemResponses(...commandProblems),
		},
		'x-codeSamples': [
			shellSample(
				`curl -H 'Authorization: Bearer ${sampleToken}' ${origin}${counterApi(sampleName, 'settings')}`,
			),
		],
	};
}

function changeSettingsOperation(origin: string): ApiOperation {
	return {
		operationId: 'changeSettings',
		tags: ['Owners'],
		summary: 'Change the settings',
		description:
			'Changes the settings that the body names, and leaves the others as they are. With newToken, the answer shows a new token, this once, and the one before is void. Only what is addressed by its name can be listed.',
		security: byOwner,
		parameters: [reference('parameters', 'Name')],
		requestBody: body({
			[mediaTypes.json]: { schema: reference('schemas', 'SettingsChange'), example: { step: 1 } },
			[mediaTypes.form]: { schema: reference('schemas', 'SettingsChange'), example: { step: 1 } },
		}),
		responses: {
			200: jsonResponse('The settings.', 'CounterSettings', sampleSettings, writeHeaders),
			...problemResponses(...commandProblems, 'precondition-failed', 'invalid-field'),
		},
		'x-codeSamples': [
			shellSample(
				`curl -X PATCH -H 'Authorization: Bearer ${sampleToken}' --json '{"step": 1}' ${origin}${counterApi(sampleName, 'settings')}`,
			),
			shellSample(
				`curl -X PATCH -H 'Authorization: Bearer ${sampleToken}' --json '{"newToken": true}' ${origin}${counterApi(sampleName, 'settings')}`,
			),
		],
	};
}

function submitOperation(origin: string): ApiOperation {
	return {
		operationId: 'submitSettings',
		tags: ['Owners'],
		summary: 'Set, change or remove a counter by a form',
		description:
			'What the other operations of an owner do, for the forms of pages, which have neither their methods nor the Authorization header: the field do says what, the field token has the token. An empty field leaves a setting as it is, origins=none empties the list. To remove a counter, confirm has to be yes.',
		security: [{}, ...byOwner],
		parameters: [reference('parameters', 'Name')],
		requestBody: body({
			[mediaTypes.form]: {
				schema: reference('schemas', 'OwnerForm'),
				example: { do: 'set', value: 120, token: sampleToken },
			},
		}),
		responses: {
			200: {
				description:
					'The value after set, else the settings. A caller that prefers HTML gets the page that shows a new token.',
				headers: headerReferences(...writeHeaders, 'ETag', 'Content-Location'),
				content: {
					[mediaTypes.json]: {
						schema: {
							anyOf: [
								reference('schemas', 'CounterValue'),
								reference('schemas', 'CounterSettings'),
							],
						},
						example: { value: 120 },
					},
				},
			},
			204: { description: 'The counter is removed.', headers: headerReferences(...writeHeaders) },
			303: {
				description:
					'The same, for a caller that prefers HTML: it goes to the page of the settings.',
				headers: headerReferences(...writeHeaders, 'Location', 'Content-Location'),
			},
			...problemResponses(...commandProblems, 'precondition-failed', 'invalid-field'),
		},
		'x-codeSamples': [
			shellSample(
				`curl -d do=set -d value=120 -d token=${sampleToken} ${origin}${counterApi(sampleName, 'settings')}`,
			),
		],
	};
}

function removeOperation(origin: string): ApiOperation {
	return {
		operationId: 'removeCounter',
		tags: ['Owners'],
		summary: 'Remove a counter',
		description:
			'Deletes a counter with all that it stored. It cannot be had back. The name is free again: it reads 0, and whoever makes a counter of it next owns it. A GET of this address gets 404.',
		security: byOwner,
		parameters: [reference('parameters', 'Name')],
		responses: {
			204: { description: 'The counter is removed.', headers: headerReferences(...writeHeaders) },
			...problemResponses(...commandProblems, 'precondition-failed'),
		},
		'x-codeSamples': [
			shellSample(
				`curl -X DELETE -H 'Authorization: Bearer ${sampleToken}' ${origin}${counterRoot(sampleName)}`,
			),
		],
	};
}

function body(content: Record<string, MediaTypeObject>) {
	const description = `At most ${bodyMaxLength} bytes, in UTF-8. A field that is not known is refused.`;
	return { description, required: true, content };
}
