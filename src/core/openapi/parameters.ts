import type { ParameterObject } from 'openapi3-ts/oas31';
import { creationKeyMinLength, keyLifetime, keyMaxLength } from '../contract/idempotency';
import { defaultPage, listFields, pageMax } from '../contract/listing';
import { nameMaxLength, namePattern } from '../contract/name';
import { eventIdPattern } from '../contract/recording';
import { spansDefault, spanLength } from '../history/history';
import { historyFields, historyFormats } from '../history/history-request';
import { namesField, namesMax } from '../contract/name-list';
import { sampleEvent, sampleKey, sampleName } from './samples';
import {
	badgeColors,
	badgeFields,
	badgeLabelMaxLength,
	badgeStyles,
} from '../pictures/badge-options';

/** The parameters of operations. */
export const parameters = {
	Name: {
		name: 'name',
		in: 'path',
		required: true,
		description: 'A counter’s name, or the 64 hexadecimal digits of a private counter’s id.',
		schema: { type: 'string', pattern: `^${namePattern}$`, maxLength: nameMaxLength },
	},
	DemoName: {
		name: 'name',
		in: 'path',
		required: true,
		description:
			'The name of a demo’s counter: "demo-" and 32 hexadecimal digits, which the caller draws at random.',
		schema: { type: 'string', pattern: '^demo-[0-9a-f]{32}$' },
	},
	Names: {
		name: namesField,
		in: 'query',
		required: true,
		description: `1 to ${namesMax} counters, each by its name or id, comma-separated. One that is given twice is read once.`,
		schema: { type: 'string' },
		example: `${sampleName},downloads`,
	},
	IfNoneMatch: {
		name: 'If-None-Match',
		in: 'header',
		description: 'The entity tag of an earlier answer.',
		schema: { type: 'string' },
	},
	IfMatch: {
		name: 'If-Match',
		in: 'header',
		description:
			'The entity tag of the state in which the counter has to be, as a read of the value answers it.',
		schema: { type: 'string' },
	},
	CreationKey: {
		name: 'Idempotency-Key',
		in: 'header',
		description: `A name for this one request, drawn at random: ${creationKeyMinLength} to ${keyMaxLength} visible ASCII characters, in double quotes or bare. Whoever sends the same key with the same body within an hour gets the same counter and the same token, so the key is a secret as well; with another body it is refused. What is refused is not remembered.`,
		schema: { type: 'string', minLength: creationKeyMinLength },
		example: `"${sampleKey('create')}"`,
	},
	LastEventId: {
		name: 'Last-Event-ID',
		in: 'header',
		description: 'The id of the last event that an event stream has brought.',
		schema: { type: 'string' },
	},
	IdempotencyKey: {
		name: 'Idempotency-Key',
		in: 'header',
		description: `A name for this one write, drawn at random: 1 to ${keyMaxLength} visible ASCII characters, in double quotes or bare. Keys are shared by all who write the counter: whoever sends the same key to it within ${keyLifetime / 3_600_000} hours gets the first answer again, and another write with it is refused. What is refused is not remembered, so it may be sent again with its key. A repeat that arrives while the first is on its way waits for it and gets its answer, since the object handles one write at a time; there is no 409 for that. In a quarter of a day a counter takes a million keys, and 50,000 of one client.`,
		schema: { type: 'string', minLength: 1 },
		example: `"${sampleKey('increment')}"`,
	},
	ListAfter: {
		name: listFields.after,
		in: 'query',
		description: 'The cursor of the page, as the page before has it in `next`.',
		schema: { type: 'string' },
	},
	ListLimit: {
		name: listFields.limit,
		in: 'query',
		description: 'How many counters the page has at most.',
		schema: { type: 'integer', minimum: 1, maximum: pageMax, default: defaultPage },
	},
	HistoryBy: {
		name: historyFields.by,
		in: 'query',
		description: 'Whether the entries are full hours or days of UTC.',
		schema: { type: 'string', enum: Object.keys(spanLength), default: 'hour' },
	},
	HistoryFrom: {
		name: historyFields.from,
		in: 'query',
		description: `A date, which stands for its beginning in UTC, or a date and time with its zone (RFC 3339); the hour or day that it belongs to is the first that is covered. If absent, ${spansDefault.hour} hours or ${spansDefault.day} days are covered.`,
		schema: { type: 'string' },
		example: '2026-01-01',
	},
	HistoryTo: {
		name: historyFields.to,
		in: 'query',
		description:
			'A date or a date and time likewise, which is not included any more. If absent, the end of the running hour or day.',
		schema: { type: 'string' },
		example: '2026-01-31T12:00:00Z',
	},
	HistoryFormat: {
		name: historyFields.format,
		in: 'query',
		description: 'JSON, or comma-separated values for spreadsheets (RFC 4180).',
		schema: { type: 'string', enum: [...historyFormats], default: 'json' },
	},
	EventAfter: {
		name: 'after',
		in: 'query',
		description: 'The id of the last event that is known; if absent, all that is kept is returned.',
		schema: { type: 'string', pattern: `^${eventIdPattern}$` },
		example: sampleEvent.id,
	},
	BadgeName: {
		name: 'name',
		in: 'path',
		required: true,
		description: 'A counter’s name or id.',
		schema: { type: 'string' },
	},
	BadgeNames: {
		name: namesField,
		in: 'query',
		description: 'With the name "sum": the counters whose sum is shown, comma-separated.',
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
		description:
			'The look. `wheels` puts each digit on a wheel, `trend` draws a line of the last 30 days before the value.',
		schema: { type: 'string', enum: [...badgeStyles], default: 'flat' },
	},
} satisfies Record<string, ParameterObject>;
