import { expect, inject, test } from 'vitest';
import { expectProblem } from './expect-problem';
import { counterValue, freshName, post } from './http';
import { strictInputCases } from './strict-input-cases';

const site = inject('siteUrl');

test.each(strictInputCases)(
	'a request with $title gets $gets and changes nothing else',
	async ({ path = '/api/{name}/increment', options, gets, detail, value = 0 }) => {
		const name = freshName('strict');
		const headers = { Accept: 'application/json', ...options.headers };
		const answer = await post(site + path.replace('{name}', name), { ...options, headers });
		if (typeof gets === 'number') expect(answer.status, answer.text).toBe(gets);
		else {
			expectProblem(answer, gets);
			expect((JSON.parse(answer.text) as { detail: string }).detail).toContain(detail ?? '');
		}
		expect(await counterValue(site, name)).toBe(value);
	},
);

test('at least 60 odd inputs are tried, and each kind of refusal is among them', () => {
	const refused = strictInputCases.filter(({ gets }) => typeof gets === 'string');
	expect(refused.length).toBeGreaterThanOrEqual(60);
	expect(new Set(refused.map(({ gets }) => gets))).toEqual(
		new Set([
			'body-too-large',
			'invalid-amount',
			'invalid-body',
			'invalid-field',
			'invalid-key',
			'invalid-query',
			'unsupported-media-type',
		]),
	);
});
