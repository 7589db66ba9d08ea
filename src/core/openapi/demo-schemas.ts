import type { SchemaObject } from 'openapi3-ts/oas31';
import { taskIds } from '../contract/tasks';
import { count, dateTime, object } from './schema-parts';

/** The schemas that only demos use. */
export const demoSchemas = {
	ObjectInside: object(
		{
			schema: {
				...count,
				description:
					'How many steps of the schema the database has gone through; 0 if it needed none yet.',
			},
			tables: {
				type: 'array',
				description: 'The tables that this site made in it.',
				items: { type: 'string' },
			},
			costs: {
				...object({
					rows: { ...count, description: 'How many rows the table of hours and days has.' },
					byKey: { ...count, description: 'Rows read for the earliest hour by the whole key.' },
					byScan: {
						...count,
						description: 'Rows read for it by a part of the key that is not its first.',
					},
				}),
				description: 'What a reading costs; absent while there is no table of hours.',
			},
			duties: {
				type: 'array',
				description: 'All that the object may have to do later.',
				items: object(
					{
						name: { type: 'string' },
						due: { ...dateTime, description: 'Absent while there is nothing to do.' },
					},
					['name'],
				),
			},
			alarm: { ...dateTime, description: 'For when the alarm is set; absent if it is not.' },
			rangAt: { ...dateTime, description: 'When the last reminder rang; absent if none did.' },
		},
		['schema', 'tables', 'duties'],
	),
	TaskReport: object({
		tasks: {
			type: 'array',
			description: 'All tasks, in the order of the tutorial.',
			minItems: taskIds.length,
			maxItems: taskIds.length,
			items: object({
				id: { type: 'string', enum: [...taskIds] },
				done: { type: 'boolean' },
			}),
		},
	}),
} satisfies Record<string, SchemaObject>;
