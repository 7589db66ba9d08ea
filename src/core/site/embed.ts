import {
	counterApi,
	counterBadge,
	counterFrame,
	counterPage,
	embedScript,
} from '../contract/paths';
import type { CounterName } from '../contract/name';

/** A text that shows or uses a counter on another site. */
export interface Embed {
	readonly title: string;
	readonly code: string;
}

/**
 * The ways to use a counter outside the site at an origin.
 *
 * @param isReadOnly whether only its owner writes: then a button is of no use, and a program needs the token
 */
export function embeds(name: CounterName, origin: string, isReadOnly: boolean): readonly Embed[] {
	const [page, badge] = [origin + counterPage(name), origin + counterBadge(name, 'svg')];
	const value = origin + counterApi(name, 'value');
	const token = isReadOnly ? '-H "Authorization: Bearer $TOKEN" ' : '';
	return [
		{ title: 'Markdown', code: `[![${name}](${badge})](${page})` },
		{ title: 'HTML', code: `<a href="${page}"><img src="${badge}" alt="${name}" height="20"></a>` },
		{ title: 'Widget', code: widgetSample(origin, name, isReadOnly) },
		{ title: 'Frame', code: frameSample(origin, name, isReadOnly) },
		{
			title: 'curl',
			code: [
				`curl ${value}`,
				`curl ${token}-X POST ${origin}${counterApi(name, 'increment')}`,
				`curl ${token}--json '{"amount": 5}' ${origin}${counterApi(name, 'decrement')}`,
			].join('\n'),
		},
		{
			title: 'JavaScript',
			code: [
				`const response = await fetch('${value}');`,
				'const { value } = await response.json();',
			].join('\n'),
		},
	];
}

/** The markup of the widget of a counter. */
export function widgetSample(origin: string, name: string, isReadOnly = false): string {
	const options = isReadOnly ? 'mode="value"' : 'label="Likes" mode="like"';
	return [
		`<script type="module" src="${origin}${embedScript}"></script>`,
		`<durable-counter name="${name}" ${options}></durable-counter>`,
	].join('\n');
}

/** The markup of the frame of a counter. */
export function frameSample(origin: string, name: string, isReadOnly = false): string {
	const options = isReadOnly ? 'mode=value' : 'mode=like&amp;label=Likes';
	const address = `${origin}${counterFrame(name)}?${options}`;
	return `<iframe src="${address}" title="${name}" width="200" height="60" loading="lazy" style="border:0"></iframe>`;
}

/** The markup by which a page counts its visitors. */
export function visitSample(origin: string, name: CounterName): string {
	return `<script>navigator.sendBeacon('${origin + counterApi(name, 'visit')}');</script>`;
}

/** The structured data of a counter's page (schema.org, `InteractionCounter`). */
export function counterData(
	name: CounterName,
	value: number,
	origin: string,
): Readonly<Record<string, unknown>> {
	const url = origin + counterPage(name);
	return {
		'@context': 'https://schema.org',
		'@type': 'WebPage',
		'@id': url,
		url,
		name,
		interactionStatistic: {
			'@type': 'InteractionCounter',
			name,
			interactionType: 'https://schema.org/InteractAction',
			userInteractionCount: value,
		},
	};
}
