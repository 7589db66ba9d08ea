import { expect, inject, test } from 'vitest';
import { expectProblem } from './expect-problem';
import { freshName, post, send } from './http';

const site = inject('siteUrl');

test.each([
	['Foo', 'foo'],
	['%20foo%20', 'foo'],
	['FOO.Bar', 'foo.bar'],
	['%46oo', 'foo'],
])('the page of %s redirects to the page of %s', async (typed, name) => {
	const { status, headers } = await send(`${site}/counters/${typed}?from=link`);
	expect([status, headers['location']]).toEqual([308, `/counters/${name}?from=link`]);
});

test('the id of a private counter in capitals redirects to its page', async () => {
	const { text } = await post(`${site}/api/counters`);
	const { id } = JSON.parse(text) as { id: string };
	const { status, headers } = await send(`${site}/counters/${id.toUpperCase()}`);
	expect([status, headers['location']]).toEqual([308, `/counters/${id}`]);
});

test.each(['-Foo', 'my%20counter', '%C3%84', 'A'.repeat(65)])(
	'the page of %s, which nobody can mean, is missing',
	async (typed) => {
		expect((await send(`${site}/counters/${typed}`)).status).toBe(404);
	},
);

test.each(['Foo', ' foo ', '\tFOO'])('the form for a name takes %j as foo', async (typed) => {
	const query = new URLSearchParams({ name: typed });
	const { status, headers } = await send(`${site}/counters?${query}`);
	expect([status, headers['location']]).toEqual([303, '/counters/foo']);
});

test('the API stays strict about names', async () => {
	const name = freshName('Foo');
	expectProblem(await send(`${site}/api/${name}/value`), 'invalid-name');
	expectProblem(await post(`${site}/api/${name}/increment`), 'invalid-name');
});
