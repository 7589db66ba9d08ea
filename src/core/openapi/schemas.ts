import type { SchemaObject } from 'openapi3-ts/oas31';
import { formFields } from '../contract/api';
import { pageMax } from '../contract/listing';
import { eventIdPattern, recordedEvents } from '../contract/recording';
import { spanLength, spansMax } from '../history/history';
import { demoSchemas } from './demo-schemas';
import { ownerSchemas } from './owner-schemas';
import { amount, count, dateTime, id, object, requestBody, seconds, value } from './schema-parts';

const listedName: SchemaObject = { type: 'string', description: 'As it was asked for.' };

const returnTo: SchemaObject = {
	type: 'string',
	description: 'The path of this site where the reader goes next.',
};

const dataCentre: SchemaObject = { type: ['string', 'null'], pattern: '^[A-Z]{3}$' };

const privateCounter = object({ id, value });

const recordedEvent = object(
	{
		id: {
			type: 'string',
			pattern: `^${eventIdPattern}$`,
			description: 'When the object woke, in epoch milliseconds, and the place of the event since.',
		},
		at: { ...count, description: 'When it happened, in epoch milliseconds.' },
		event: { type: 'string', enum: ['woke', 'call', 'rows', 'alarm', 'round', 'socket'] },
		method: { type: 'string', description: 'Of a call: the method.' },
		count: { ...count, description: 'Of rows: how many were inserted, changed or deleted.' },
		due: {
			...count,
			description: 'Of an alarm that was set: for when, in epoch milliseconds; absent if it rang.',
		},
		watchers: {
			...count,
			description: 'Of a round: how many received it. Of a socket: how many are open now.',
		},
	},
	['id', 'at', 'event'],
);

/** The bodies of requests and responses, and what they are made of. */
export const schemas = {
	CounterValue: object({ value }),
	CounterValues: object({
		values: {
			type: 'array',
			description: 'Each counter once, in the order in which they were asked for.',
			items: {
				oneOf: [
					object({ name: listedName, value }),
					object({ name: listedName, problem: { $ref: '#/components/schemas/Problem' } }),
				],
			},
		},
	}),
	Write: requestBody({ [formFields.amount]: amount }),
	Visit: object({
		value,
		counted: {
			type: 'boolean',
			description: 'Whether the visitor was counted now, and not before on the same day of UTC.',
		},
		exact: { type: 'boolean', description: 'Whether every visitor of today was distinguished.' },
	}),
	VisitBody: requestBody({}),
	VisitForm: requestBody({ [formFields.returnTo]: returnTo }),
	WriteForm: requestBody({
		[formFields.amount]: amount,
		[formFields.returnTo]: returnTo,
	}),
	CounterInspection: object(
		{
			value,
			id: { ...id, description: 'The object’s id; it stands wherever a name does.' },
			name: {
				type: 'string',
				description: 'The counter’s name; absent if it has none, or if it was never called by it.',
			},
			version: { ...count, description: 'How often it was changed, by writes and by its owner.' },
			wokeAt: { ...dateTime, description: 'When the object came into memory.' },
			calls: { ...count, description: 'How often it was called since, this call included.' },
			changes: { ...count, description: 'How often it was changed since.' },
			watchers: { ...count, description: 'How many sockets are open.' },
			storedBytes: { ...count, description: 'The size of its database, in bytes.' },
			codeVersion: {
				type: 'string',
				description:
					'The version of the code that it runs; absent if that is from before it was reported.',
			},
		},
		['value', 'id', 'version', 'wokeAt', 'calls', 'changes', 'watchers', 'storedBytes'],
	),
	LiveMessage: object(
		{
			value,
			version: {
				...count,
				description: 'Of two readings, the one with the higher version is the newer.',
			},
			epoch: {
				...count,
				description:
					'Since when versions are counted, in milliseconds since 1970: a deletion lets them begin anew. Of two readings, the one with the higher epoch is the newer. Absent while nothing is stored.',
			},
			watchers: { ...count, description: 'How many sockets watch, this one included.' },
		},
		['value', 'version', 'watchers'],
	),
	CounterList: object(
		{
			counters: {
				type: 'array',
				maxItems: pageMax,
				description: 'The counter that was changed last comes first.',
				items: object({
					name: { type: 'string' },
					value,
					changedAt: {
						type: 'string',
						format: 'date-time',
						description: 'When the counter was last written.',
					},
				}),
			},
			next: {
				type: 'string',
				description: 'The cursor of the next page; absent on the last one.',
			},
		},
		['counters'],
	),
	History: object({
		by: { type: 'string', enum: Object.keys(spanLength) },
		from: { ...dateTime, description: 'The beginning of the time that the answer covers.' },
		to: { ...dateTime, description: 'The end of the time that the answer covers.' },
		valueBefore: { ...value, description: 'The value at the beginning.' },
		entries: {
			type: 'array',
			description: 'The hours or days in which the counter was changed, in their order.',
			maxItems: spansMax.hour,
			items: object({
				from: { ...dateTime, description: 'The beginning of the hour or day.' },
				added: { ...count, description: 'The sum of what was added.' },
				subtracted: { ...count, description: 'The sum of what was subtracted.' },
				value: { ...value, description: 'The value at its end, or now if it is not over.' },
			}),
		},
	}),
	...ownerSchemas,
	Recording: object({
		events: {
			type: 'array',
			description: 'The oldest first.',
			maxItems: recordedEvents,
			items: recordedEvent,
		},
	}),
	...demoSchemas,
	RaceOutcome: object({
		increments: { ...count, description: 'How many increments each counter was asked for.' },
		readThenWrite: {
			...privateCounter,
			description: 'The counter that each caller read and then wrote back.',
		},
		increment: {
			...privateCounter,
			description: 'The counter that each caller incremented by one call.',
		},
	}),
	Whereabouts: object({
		worker: {
			...dataCentre,
			description: 'The data centre that took the request; null if it came to none.',
		},
		object: object({
			dataCentre: {
				...dataCentre,
				description: 'The data centre that serves a request of the object; null if not known.',
			},
			jurisdiction: {
				type: ['string', 'null'],
				description: 'The jurisdiction that the object is bound to; null if there is none.',
			},
		}),
		roundTrips: {
			type: 'array',
			description: 'How long calls of the object took, in milliseconds.',
			items: count,
		},
	}),
	WriteBudget: object({
		remaining: { ...count, description: 'Writes that would be taken at once, now.' },
		burst: { ...count, description: 'Writes that a client with a full budget may make at once.' },
		interval: { ...seconds, description: 'Seconds in which one more write is earned.' },
		penalty: {
			...seconds,
			description: 'Seconds that the last refusal cost, while it is remembered; else 0.',
		},
		retryAfter: { ...seconds, description: 'Seconds after which the next write is taken.' },
	}),
	Health: object({
		status: {
			type: 'string',
			enum: ['ok', 'mixed'],
			description: 'Whether both halves of the site run the same version of its code.',
		},
		site: { type: 'string', description: 'The version of the half that answers requests.' },
		objects: {
			type: ['string', 'null'],
			description: 'The version of the half that keeps the counters; null if it is too old to say.',
		},
	}),
	Badge: object(
		{
			schemaVersion: { const: 1 },
			label: { type: 'string' },
			message: { type: 'string' },
			color: { type: 'string', pattern: '^[0-9a-f]{6}$' },
			isError: { const: true, description: 'Present if the message is no value.' },
		},
		['schemaVersion', 'label', 'message', 'color'],
	),
	Problem: object(
		{
			type: {
				type: 'string',
				format: 'uri',
				description: 'The page that explains this kind of problem.',
			},
			title: { type: 'string' },
			status: { type: 'integer', minimum: 400, maximum: 599 },
			detail: { type: 'string' },
			instance: { type: 'string', format: 'uri', description: 'The request id, as a URN.' },
			error: { type: 'string', description: 'The same text as the title.' },
			retryAfter: { ...seconds, description: 'Seconds after which the request can succeed.' },
		},
		['type', 'title', 'status', 'detail', 'instance', 'error'],
	),
} satisfies Record<string, SchemaObject>;
