import { expect, test } from 'vitest';
import { counterData, embeds } from '../../../src/core/site/embed';
import { type CounterName, parseName } from '../../../src/core/contract/name';

const name = parseName('my.counter_1-x') as CounterName;
const origin = 'https://counters.example';

test('each embed code has the URL of the counter', () => {
	const codes = Object.fromEntries(embeds(name, origin).map(({ title, code }) => [title, code]));
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

test('the structured data of a counter have its value', () => {
	expect(counterData(name, -4, origin)).toMatchObject({
		'@context': 'https://schema.org',
		interactionStatistic: { '@type': 'InteractionCounter', userInteractionCount: -4 },
	});
});
