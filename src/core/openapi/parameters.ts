import type { ParameterObject } from 'openapi3-ts/oas31';
import { keyLifetime, keyMaxLength } from '../contract/idempotency';
import { defaultPage, listFields, pageMax } from '../contract/listing';
import { nameMaxLength, namePattern } from '../contract/name';
import { namesField, namesMax } from '../contract/name-list';
import { sampleKey, sampleName } from './samples';
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
		description: 'The look.',
		schema: { type: 'string', enum: [...badgeStyles], default: 'flat' },
	},
} satisfies Record<string, ParameterObject>;
