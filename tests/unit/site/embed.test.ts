import { expect, test } from 'vitest';
import { counterData, embeds, visitSample } from '../../../src/core/site/embed';
import { type CounterName, parseName } from '../../../src/core/contract/name';

const name = parseName('my.counter_1-x') as CounterName;
const origin = 'https://counters.example';

/** The codes by their titles. */
function codesOf(isReadOnly: boolean): Readonly<Record<string, string>> {
	return Object.fromEntries(
		embeds(name, origin, isReadOnly).map(({ title, code }) => [title, code]),
	);
}

test('each embed code has the URL of the counter', () => {
	const codes = codesOf(false);
	expect(codes['Markdown']).toBe(
		`[![${name}](${origin}/badge/${name}.svg)](${origin}/counters/${name})`,
	);
	expect(codes['HTML']).toContain(`src="${origin}/badge/${name}.svg"`);
	expect(codes['Widget']).toContain(`src="${origin}/embed.js"`);
	expect(codes['Widget']).toContain(`<durable-counter name="${name}"`);
	expect(codes['Frame']).toContain(`src="${origin}/embed/${name}?mode=like&amp;label=Likes"`);
	expect(codes['curl']).toContain(`curl -X POST ${origin}/api/${name}/increment`);
	expect(codes['JavaScript']).toContain(`fetch('${origin}/api/${name}/value')`);
});

test('where only the owner writes, no embed code has a button, and programs send the token', () => {
	const codes = codesOf(true);
	expect(codes['Widget']).toContain(`<durable-counter name="${name}" mode="value">`);
	expect(codes['Frame']).toContain(`src="${origin}/embed/${name}?mode=value"`);
	expect(codes['curl']?.split('\n')[1]).toBe(
		`curl -H "Authorization: Bearer $TOKEN" -X POST ${origin}/api/${name}/increment`,
	);
});

test('the line that counts visitors sends a beacon to the counter', () => {
	expect(visitSample(origin, name)).toBe(
		`<script>navigator.sendBeacon('${origin}/api/${name}/visit');</script>`,
	);
});

test('the structured data of a counter have its value', () => {
	expect(counterData(name, -4, origin)).toMatchObject({
		'@context': 'https://schema.org',
		interactionStatistic: { '@type': 'InteractionCounter', userInteractionCount: -4 },
	});
});
