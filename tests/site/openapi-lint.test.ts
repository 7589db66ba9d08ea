/** The contract as two linters of OpenAPI documents see it, each with its recommended rules. */
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { expect, inject, test } from 'vitest';
import { send } from './http';

const { text } = await send(`${inject('siteUrl')}/api/openapi.json`);

/** What a linter reports, by its rule and its place: what is not here must not be reported. */
const accepted = [
	// This test serves the site on this machine.
	'no-server-example.com servers/0/url',
	// A WebSocket's handshake succeeds with 101 only.
	'operation-2xx-response paths/api/{name}/live/get/responses',
	'operation-success-response paths/api/{name}/live/get/responses',
	// OpenAPI 3.1 describes no messages of a WebSocket and no answers outside of its paths. The
	// descriptions of the operation and of the document name these.
	...['schemas/LiveMessage', 'responses/NotFound', 'responses/MethodNotAllowed'].flatMap(
		(component) => [
			`no-unused-components components/${component}`,
			`oas3-unused-component components/${component}`,
		],
	),
];

test('Redocly finds nothing in the contract that matters', async () => {
	const reports = (await lintByRedocly(text)).map(({ ruleId, message, location }) => ({
		place: `${ruleId} ${pathOf(String(location[0]?.pointer))}`,
		message,
	}));
	expect(reports.filter(({ place }) => !accepted.includes(place))).toEqual([]);
});

test('Spectral finds nothing in the contract that matters', async () => {
	const reports = (await lintBySpectral(text)).map(({ code, message, path }) => ({
		place: `${code} ${path.join('/').replace('//', '/')}`,
		message,
	}));
	expect(reports.filter(({ place }) => !accepted.includes(place))).toEqual([]);
});

test('both linters report two operations that have the same id', async () => {
	const faulty = text.replaceAll('"operationId": "decrement"', '"operationId": "increment"');
	const rule = 'operation-operationId-unique';
	expect((await lintByRedocly(faulty)).map(({ ruleId }) => ruleId)).toContain(rule);
	expect((await lintBySpectral(faulty)).map(({ code }) => code)).toContain(rule);
});

async function lintByRedocly(source: string) {
	const config = await createConfig({ extends: ['recommended'] });
	return lintFromString({ source, absoluteRef: '/openapi.json', config });
}

function lintBySpectral(source: string) {
	const linter = new spectral.Spectral();
	// The package's own types do not agree that its ruleset is one.
	linter.setRuleset({ extends: [rulesets.oas as unknown as RulesetDefinition] });
	return linter.run(source);
}

/** A JSON pointer (RFC 6901) as a path: `#/paths/~1api~1x/get` is `paths/api/x/get`. */
function pathOf(pointer: string): string {
	return pointer.replace('#/', '').replaceAll('~1', '/').replace('//', '/');
}
