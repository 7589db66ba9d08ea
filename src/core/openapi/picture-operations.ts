import type { ContentObject } from 'openapi3-ts/oas31';
import { counterBadge } from '../contract/paths';
import { namesField } from '../contract/name-list';
import { mediaTypes } from '../http/media-types';
import { badgeColors } from '../pictures/badge-options';
import type { ApiOperation, ApiPaths } from './operation';
import { headerReferences, reference } from './references';
import { problemResponses } from './responses';
import { sampleName, shellSample } from './samples';

/** The operations that show a counter on other sites. */
export function picturePaths(origin: string): ApiPaths {
	return {
		[counterBadge('{name}', 'svg')]: { get: badgeOperation(origin, 'svg') },
		[counterBadge('{name}', 'json')]: { get: badgeOperation(origin, 'json') },
	};
}

function badgeOperation(origin: string, format: 'svg' | 'json'): ApiOperation {
	const body: ContentObject =
		format === 'svg'
			? { [mediaTypes.svg]: { schema: { type: 'string' } } }
			: {
					[mediaTypes.json]: {
						schema: reference('schemas', 'Badge'),
						example: {
							schemaVersion: 1,
							label: sampleName,
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
		} A parameter that cannot be used falls back to its default. The answer is a success also for what is no name and for a counter that cannot be reached, and then says so, since an image proxy puts a broken image in place of an error. At the name "sum" with a list of up to 50 ${namesField}, comma-separated, it shows their sum.`,
		parameters: [
			reference('parameters', 'BadgeName'),
			reference('parameters', 'BadgeNames'),
			reference('parameters', 'BadgeLabel'),
			reference('parameters', 'BadgeColor'),
			...(format === 'svg' ? [reference('parameters', 'BadgeStyle')] : []),
			reference('parameters', 'IfNoneMatch'),
		],
		responses: {
			200: { description: 'The badge.', headers: headerReferences('ETag'), content: body },
			304: { description: 'The badge has not changed.', headers: headerReferences('ETag') },
			...problemResponses('invalid-key', 'internal'),
		},
		'x-codeSamples': [
			shellSample(
				`curl '${origin}${counterBadge(sampleName, format)}?label=visits&color=blue${format === 'svg' ? '&style=wheels' : ''}'`,
			),
		],
	};
}
