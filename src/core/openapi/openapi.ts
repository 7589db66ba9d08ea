import { amountMax, amountMin, defaultAmount } from '../contract/amount';
import {
	apiPaths,
	contractPath,
	counterApi,
	counterBadge,
	formFields,
	livePing,
	mediaTypes,
	type Operation,
	problemDocument,
	slowAnswer,
} from '../contract/api';
import { badgeColors, badgeFields, badgeLabelMaxLength, badgeStyles } from '../pictures/badge';
import { nameMaxLength, namePattern } from '../contract/name';
import { type ProblemSlug, problems } from '../contract/problem';
import { bodyMaxLength } from '../contract/write-body';

/** A JSON Schema (2020-12), or a reference to one. */
export type Schema = Readonly<Record<string, unknown>>;

/** A reference to a part of the document. */
export interface Reference {
	readonly $ref: string;
}

export interface Parameter {
	readonly name: string;
	readonly in: 'path' | 'query' | 'header';
	readonly required?: true;
	readonly description: string;
	readonly schema: Schema;
}

export interface Example {
	readonly summary: string;
	readonly value: unknown;
}

/** A body of one media type. */
export interface Body {
	readonly schema: Schema;
	readonly example?: unknown;
	readonly examples?: Readonly<Record<string, Reference>>;
}

export interface ResponseObject {
	readonly description: string;
	readonly headers?: Readonly<Record<string, Reference>>;
	readonly content?: Readonly<Record<string, Body>>;
}

/** One method of one path. */
export interface ApiOperation {
	readonly operationId: string;
	readonly tags: readonly string[];
	readonly summary: string;
	readonly description: string;
	readonly parameters?: readonly (Parameter | Reference)[];
	readonly requestBody?: {
		readonly description: string;
		readonly required: false;
		readonly content: Readonly<Record<string, Body>>;
	};
	readonly responses: Readonly<Record<string, ResponseObject>>;
	readonly 'x-codeSamples': readonly { readonly lang: string; readonly source: string }[];
}

/** An OpenAPI document, version 3.1, as far as this API needs it. */
export interface OpenApiDocument {
	readonly openapi: '3.1.1';
	readonly info: Readonly<Record<'title' | 'version' | 'summary' | 'description', string>> & {
		readonly license: { readonly name: string; readonly identifier: string };
	};
	readonly servers: readonly { readonly url: string }[];
	readonly security: readonly [];
	readonly tags: readonly { readonly name: string; readonly description: string }[];
	readonly paths: Readonly<Record<string, Partial<Record<'get' | 'post', ApiOperation>>>>;
	readonly components: {
		readonly schemas: Readonly<Record<string, Schema>>;
		readonly parameters: Readonly<Record<string, Parameter>>;
		readonly headers: Readonly<Record<string, { description: string; schema: Schema }>>;
		readonly responses: Readonly<Record<string, ResponseObject>>;
		readonly examples: Readonly<Record<ProblemSlug, Example>>;
	};
}

/** The contract of the API of the site at an origin. */
export function openApiDocument(origin: string): OpenApiDocument {
	return {
		openapi: '3.1.1',
		info: {
			title: 'Durable Counters',
			version: '1.0.0',
			summary: 'Counters that last, read and changed over HTTP.',
			description:
				'Every name has a counter; it starts at 0. Reads are open to all and have no effects. HEAD works wherever GET does, and OPTIONS answers 204 with Allow. Every other method is answered as in #/components/responses/MethodNotAllowed, every other path under /api/ as in #/components/responses/NotFound. Every error is a problem document (RFC 9457), or an HTML page for a caller that prefers HTML.',
			license: { name: 'MIT License', identifier: 'MIT' },
		},
		servers: [{ url: origin }],
		security: [],
		tags: [
			{ name: 'Counters', description: 'Read and change a counter.' },
			{ name: 'Pictures', description: 'Show a counter elsewhere.' },
			{ name: 'Demos', description: 'What the tutorial tries on counters of its own.' },
			{ name: 'Service', description: 'What the service says of itself.' },
		],
		paths: {
			[counterApi('{name}', 'value')]: { get: readOperation(origin) },
			[counterApi('{name}', 'increment')]: {
				post: writeOperation(origin, 'increment', 'Add to a counter'),
			},
			[counterApi('{name}', 'decrement')]: {
				post: writeOperation(origin, 'decrement', 'Subtract from a counter'),
			},
			[counterApi('{name}', 'live')]: { get: liveOperation(origin) },
			[counterApi('{name}', 'inspect')]: { get: inspectOperation(origin) },
			[apiPaths.counters]: { post: createOperation(origin) },
			[apiPaths.race]: { post: raceOperation(origin) },
			[counterApi('{name}', 'restart')]: { post: restartOperation(origin) },
			[counterApi('{name}', 'slow-increment')]: { post: slowOperation(origin) },
			[counterBadge('{name}', 'svg')]: { get: badgeOperation(origin, 'svg') },
			[counterBadge('{name}', 'json')]: { get: badgeOperation(origin, 'json') },
			[apiPaths.limit]: { get: limitOperation(origin) },
			[contractPath]: { get: documentOperation(origin) },
		},
		components: {
			schemas,
			parameters,
			headers,
			responses: {
				NotFound: refusal('not-found'),
				MethodNotAllowed: refusal('method-not-allowed'),
			},
			examples: Object.fromEntries(
				Object.entries(problems).map(([slug, { title }]) => [
					slug,
					{ summary: title, value: sampleProblem(slug as ProblemSlug, origin) },
				]),
			) as Record<ProblemSlug, Example>,
		},
	};
}

function readOperation(origin: string): ApiOperation {
	return {
		operationId: 'readValue',
		tags: ['Counters'],
		summary: 'Read a counter',
		description:
			'The value. Reading stores nothing, also for a name that was never used. With If-None-Match, a value that has not changed is answered with 304.',
		parameters: [use('parameters', 'Name'), use('parameters', 'IfNoneMatch')],
		responses: {
			200: json('The value.', 'CounterValue', { value: 3 }, ['ETag']),
			304: { description: 'The value has not changed.', headers: pick('ETag') },
			...refusals('invalid-name', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shell(`curl ${origin}${counterApi(sample, 'value')}`)],
	};
}

function writeOperation(
	origin: string,
	operation: Operation | 'slow-increment',
	summary: string,
): ApiOperation {
	const url = origin + counterApi(operation === 'slow-increment' ? sampleDemo : sample, operation);
	return {
		operationId: operation,
		tags: ['Counters'],
		summary,
		description:
			'Answers with the new value, after it is on disk. A write without a body counts 1. Values below 0 are fine. With an Idempotency-Key, a repeat within 24 hours gets the first answer again and counts nothing. Browsers may write from this site and from origins that its operator lists.',
		parameters: [use('parameters', 'Name'), use('parameters', 'IdempotencyKey')],
		requestBody: {
			description: `At most ${bodyMaxLength} bytes; none is the same as an amount of ${defaultAmount}.`,
			required: false,
			content: {
				[mediaTypes.json]: { schema: use('schemas', 'Write'), example: { amount: 5 } },
				[mediaTypes.form]: { schema: use('schemas', 'WriteForm'), example: { amount: 5 } },
			},
		},
		responses: {
			200: json('The new value.', 'CounterValue', { value: 4 }, [
				...writeHeaders,
				'Idempotency-Replayed',
				'Content-Location',
			]),
			303: {
				description: 'The same, for a caller that prefers HTML: a form goes back to its page.',
				headers: pick(...writeHeaders, 'Location'),
			},
			...refusals(
				'invalid-name',
				'invalid-body',
				'invalid-key',
				'cross-site',
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
			shell(`curl -X POST ${url}`),
			shell(`curl --json '{"amount": 5}' -H 'Idempotency-Key: "order-1234-${operation}"' ${url}`),
		],
	};
}

function liveOperation(origin: string): ApiOperation {
	return {
		operationId: 'watch',
		tags: ['Counters'],
		summary: 'Watch a counter',
		description: `A WebSocket that tells the value at once and after each change, as the JSON of #/components/schemas/LiveMessage in one text message. A watcher may send the text "${livePing.ping}" and gets "${livePing.pong}"; anything else closes the socket. The cross-site rule of writes holds.`,
		parameters: [use('parameters', 'Name')],
		responses: {
			101: { description: 'The socket is open.' },
			...refusals(
				'invalid-name',
				'cross-site',
				'upgrade-required',
				'rate-limited',
				'internal',
				'unavailable',
			),
		},
		'x-codeSamples': [
			{
				lang: 'JavaScript',
				source: [
					`const socket = new WebSocket('${origin.replace(/^http/, 'ws')}${counterApi(sample, 'live')}');`,
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
		parameters: [use('parameters', 'Name')],
		responses: {
			200: json('The object.', 'CounterInspection', sampleInspection),
			...refusals('invalid-name', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shell(`curl ${origin}${counterApi(sample, 'inspect')}`)],
	};
}

function createOperation(origin: string): ApiOperation {
	return {
		operationId: 'createPrivateCounter',
		tags: ['Counters'],
		summary: 'Make a private counter',
		description:
			'The answer names an id that nobody can guess; it stands wherever a name does. Nothing is stored before the first write. It counts as a write of the caller. A body is not read.',
		responses: {
			201: json('The counter.', 'CreatedCounter', { id: sampleId, value: 0 }, [
				...writeHeaders,
				'Location',
			]),
			303: {
				description: 'The same, for a caller that prefers HTML: a form goes to the counter’s page.',
				headers: pick(...writeHeaders, 'Location'),
			},
			...refusals('cross-site', 'rate-limited', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shell(`curl -X POST ${origin}${apiPaths.counters}`)],
	};
}

function raceOperation(origin: string): ApiOperation {
	return {
		operationId: 'race',
		tags: ['Demos'],
		summary: 'Lose updates on purpose',
		description:
			'Makes two private counters and sends both the same number of increments at once: one is read and then written back, the other is incremented by one call each. It counts as one write of the caller. A body is not read.',
		responses: {
			200: json(
				'Where the two counters ended.',
				'RaceOutcome',
				{
					increments: 50,
					readThenWrite: { id: sampleId, value: 1 },
					increment: { id: 'fedcba9876543210'.repeat(4), value: 50 },
				},
				writeHeaders,
			),
			...refusals('cross-site', 'rate-limited', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shell(`curl -X POST ${origin}${apiPaths.race}`)],
	};
}

function restartOperation(origin: string): ApiOperation {
	return {
		operationId: 'restart',
		tags: ['Demos'],
		summary: 'Restart a demo’s object',
		description:
			'Ends the object and answers with what its successor knows of itself. What was stored is there. Only the counters of demos can be restarted. It counts as a write of the caller. A body is not read.',
		parameters: [use('parameters', 'DemoName')],
		responses: {
			200: json('The new object.', 'CounterInspection', sampleRestarted, writeHeaders),
			...refusals('invalid-name', 'cross-site', 'rate-limited', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shell(`curl -X POST ${origin}${counterApi(sampleDemo, 'restart')}`)],
	};
}

function slowOperation(origin: string): ApiOperation {
	return {
		...writeOperation(origin, 'slow-increment', 'Add to a demo’s counter, and answer late'),
		operationId: 'incrementSlowly',
		tags: ['Demos'],
		description: `An increment whose answer is kept back for ${slowAnswer / 1000} s after it counted, so that it can be lost on the way. Only the counters of demos take it.`,
		parameters: [use('parameters', 'DemoName'), use('parameters', 'IdempotencyKey')],
	};
}

function badgeOperation(origin: string, format: 'svg' | 'json'): ApiOperation {
	const body: Readonly<Record<string, Body>> =
		format === 'svg'
			? { [mediaTypes.svg]: { schema: { type: 'string' } } }
			: {
					[mediaTypes.json]: {
						schema: use('schemas', 'Badge'),
						example: {
							schemaVersion: 1,
							label: sample,
							message: '3',
							color: badgeColors.rust,
						},
					},
				};
	return {
		operationId: format === 'svg' ? 'drawBadge' : 'describeBadge',
		tags: ['Pictures'],
		summary: format === 'svg' ? 'A counter’s badge' : 'A counter’s badge as data',
		description: `${
			format === 'svg'
				? 'The value as an SVG picture.'
				: 'For services that draw badges from an endpoint, in the manner of shields.io.'
		} A parameter that cannot be used falls back to its default. The answer is a success also for what is no name and for a counter that cannot be reached, and then says so, since an image proxy puts a broken image in place of an error.`,
		parameters: [
			use('parameters', 'BadgeName'),
			use('parameters', 'BadgeLabel'),
			use('parameters', 'BadgeColor'),
			...(format === 'svg' ? [use('parameters', 'BadgeStyle')] : []),
			use('parameters', 'IfNoneMatch'),
		],
		responses: {
			200: { description: 'The badge.', headers: pick('ETag'), content: body },
			304: { description: 'The badge has not changed.', headers: pick('ETag') },
			...refusals('internal'),
		},
		'x-codeSamples': [
			shell(
				`curl '${origin}${counterBadge(sample, format)}?label=visits&color=blue${format === 'svg' ? '&style=wheels' : ''}'`,
			),
		],
	};
}

function limitOperation(origin: string): ApiOperation {
	return {
		operationId: 'readLimit',
		tags: ['Service'],
		summary: 'Read your write budget',
		description: 'How many writes the caller could make now. Asking spends nothing.',
		responses: {
			200: json('The budget.', 'WriteBudget', {
				remaining: 9,
				burst: 10,
				interval: 0.5,
				penalty: 0,
				retryAfter: 0,
			}),
			...refusals('internal', 'unavailable'),
		},
		'x-codeSamples': [shell(`curl ${origin}${apiPaths.limit}`)],
	};
}

function documentOperation(origin: string): ApiOperation {
	return {
		operationId: 'readContract',
		tags: ['Service'],
		summary: 'Read this contract',
		description: 'The contract of the API as an OpenAPI 3.1 document.',
		parameters: [use('parameters', 'IfNoneMatch')],
		responses: {
			200: {
				description: 'The document.',
				headers: pick('ETag'),
				content: { [mediaTypes.json]: { schema: { type: 'object' } } },
			},
			304: { description: 'The document has not changed.', headers: pick('ETag') },
			...refusals('internal'),
		},
		'x-codeSamples': [shell(`curl ${origin}${contractPath}`)],
	};
}

/** The counter of every example. */
const sample = 'my-counter';

const sampleId = '0123456789abcdef'.repeat(4);

const sampleInspection = {
	value: 3,
	id: sampleId,
	version: 5,
	wokeAt: '2026-01-02T03:04:05.678Z',
	calls: 7,
	changes: 1,
	watchers: 2,
	storedBytes: 8192,
};

const sampleRestarted = { ...sampleInspection, calls: 1, changes: 0, watchers: 0 };

/** The counter of the demos' examples. */
const sampleDemo = `demo-${'0123456789abcdef'.repeat(2)}`;

const name = { type: 'string', pattern: `^${namePattern}$`, maxLength: nameMaxLength };

const value = {
	type: 'integer',
	format: 'int64',
	minimum: Number.MIN_SAFE_INTEGER,
	maximum: Number.MAX_SAFE_INTEGER,
};

const amount = {
	type: 'integer',
	minimum: amountMin,
	maximum: amountMax,
	default: defaultAmount,
};

const id = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const count = { type: 'integer', minimum: 0 };

const seconds = { type: 'number', minimum: 0 };

const createdCounter = object({ id, value });

const schemas = {
	CounterValue: object({ value }),
	Write: object({ [formFields.amount]: amount }, []),
	WriteForm: object(
		{
			[formFields.amount]: amount,
			[formFields.returnTo]: {
				type: 'string',
				description: 'The path of this site where the reader goes next.',
			},
		},
		[],
	),
	CounterInspection: object({
		value,
		id: { ...id, description: 'The object’s id; it stands wherever a name does.' },
		version: { ...count, description: 'How many writes have changed the value.' },
		wokeAt: {
			type: 'string',
			format: 'date-time',
			description: 'When the object came into memory.',
		},
		calls: { ...count, description: 'How often it was called since, this call included.' },
		changes: { ...count, description: 'How many writes have changed the value since.' },
		watchers: { ...count, description: 'How many sockets are open.' },
		storedBytes: { ...count, description: 'The size of its database, in bytes.' },
	}),
	LiveMessage: object({
		value,
		version: {
			...count,
			description: 'Of two pieces of news, the one with the higher version is the newer.',
		},
		watchers: { ...count, description: 'How many sockets watch, this one included.' },
	}),
	CreatedCounter: createdCounter,
	RaceOutcome: object({
		increments: { ...count, description: 'How many increments each counter was asked for.' },
		readThenWrite: {
			...createdCounter,
			description: 'The counter that each caller read and then wrote back.',
		},
		increment: {
			...createdCounter,
			description: 'The counter that each caller incremented by one call.',
		},
	}),
	WriteBudget: object({
		remaining: { ...count, description: 'Writes that would be taken at once, now.' },
		burst: { ...count, description: 'Writes that a rested client may make at once.' },
		interval: { ...seconds, description: 'Seconds in which one more write is earned.' },
		penalty: {
			...seconds,
			description: 'Seconds that the last refusal cost, while it is remembered; else 0.',
		},
		retryAfter: { ...seconds, description: 'Seconds after which the next write is taken.' },
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
} satisfies Record<string, Schema>;

const parameters = {
	Name: {
		name: 'name',
		in: 'path',
		required: true,
		description: 'A counter’s name, or the 64 hexadecimal digits of a private counter’s id.',
		schema: name,
	},
	DemoName: {
		name: 'name',
		in: 'path',
		required: true,
		description:
			'The name of a demo’s counter: "demo-" and 32 hexadecimal digits, which the caller draws at random.',
		schema: { type: 'string', pattern: '^demo-[0-9a-f]{32}$' },
	},
	IfNoneMatch: {
		name: 'If-None-Match',
		in: 'header',
		description: 'The entity tag of an earlier answer.',
		schema: { type: 'string' },
	},
	IdempotencyKey: {
		name: 'Idempotency-Key',
		in: 'header',
		description: '1 to 64 visible ASCII characters, in double quotes or bare.',
		schema: { type: 'string' },
	},
	BadgeName: {
		name: 'name',
		in: 'path',
		required: true,
		description: 'A counter’s name or id.',
		schema: { type: 'string' },
	},
	BadgeLabel: {
		name: badgeFields.label,
		in: 'query',
		description: `The text on the left, the name if absent; cut after ${badgeLabelMaxLength} characters, and left out if empty.`,
		schema: { type: 'string' },
	},
	BadgeColor: {
		name: badgeFields.color,
		in: 'query',
		description: `3 or 6 hexadecimal digits, or one of ${Object.keys(badgeColors).join(', ')}.`,
		schema: { type: 'string', default: 'rust' },
	},
	BadgeStyle: {
		name: badgeFields.style,
		in: 'query',
		description: 'The look.',
		schema: { type: 'string', enum: badgeStyles, default: 'flat' },
	},
} satisfies Record<string, Parameter>;

const headers = {
	ETag: { description: 'The entity tag, for If-None-Match.', schema: { type: 'string' } },
	Location: {
		description: 'Where to go next.',
		schema: { type: 'string', format: 'uri-reference' },
	},
	'Content-Location': {
		description: 'The address of which the answer is the value.',
		schema: { type: 'string', format: 'uri-reference' },
	},
	'Idempotency-Replayed': {
		description: 'Present if the write had been counted before.',
		schema: { const: 'true' },
	},
	RateLimit: {
		description: 'What is left of the write budget: `r` writes, whole again in `t` seconds.',
		schema: { type: 'string', examples: ['"write";r=9;t=1'] },
	},
	'RateLimit-Policy': {
		description: 'The write budget: `q` writes in `w` seconds.',
		schema: { type: 'string', examples: ['"write";q=10;w=5'] },
	},
	'Retry-After': {
		description: 'Whole seconds after which the request can succeed.',
		schema: { type: 'integer', minimum: 1 },
	},
} satisfies OpenApiDocument['components']['headers'];

const writeHeaders = ['RateLimit', 'RateLimit-Policy'] as const;

interface Components {
	schemas: keyof typeof schemas;
	parameters: keyof typeof parameters;
	headers: keyof typeof headers;
	examples: ProblemSlug;
}

function use<Part extends keyof Components>(part: Part, key: Components[Part]): Schema & Reference {
	return { $ref: `#/components/${part}/${key}` };
}

function pick(...names: readonly Components['headers'][]): Record<string, Reference> {
	return Object.fromEntries(names.map((name) => [name, use('headers', name)]));
}

/** An object of which all members are required, unless `required` names some. */
function object(
	properties: Readonly<Record<string, Schema>>,
	required: readonly string[] = Object.keys(properties),
): Schema {
	return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

function json(
	description: string,
	schema: Components['schemas'],
	example: unknown,
	headers: readonly Components['headers'][] = [],
): ResponseObject {
	return {
		description,
		...(headers.length > 0 && { headers: pick(...headers) }),
		content: { [mediaTypes.json]: { schema: use('schemas', schema), example } },
	};
}

/** The responses of problems, one for each status among them. */
function refusals(...slugs: readonly ProblemSlug[]): Record<string, ResponseObject> {
	const byStatus = Map.groupBy(slugs, (slug) => problems[slug].status);
	return Object.fromEntries(
		Array.from(byStatus, ([status, group]) => [String(status), refusal(...group)]),
	);
}

function refusal(...slugs: readonly ProblemSlug[]): ResponseObject {
	return {
		description: slugs.map((slug) => `${problems[slug].title}.`).join(' '),
		...(slugs.some(isTemporary) && { headers: pick('Retry-After') }),
		content: {
			[mediaTypes.problem]: {
				schema: use('schemas', 'Problem'),
				examples: Object.fromEntries(slugs.map((slug) => [slug, use('examples', slug)])),
			},
		},
	};
}

function isTemporary(slug: ProblemSlug): boolean {
	return slug === 'rate-limited' || slug === 'unavailable';
}

function sampleProblem(problem: ProblemSlug, origin: string): unknown {
	return problemDocument(
		{ problem, ...(isTemporary(problem) && { retryAfter: 1 }) },
		origin,
		'00000000-0000-4000-8000-000000000000',
	);
}

function shell(source: string): { lang: string; source: string } {
	return { lang: 'Shell', source };
}
