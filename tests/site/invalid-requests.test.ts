import { expect, inject, test } from 'vitest';
import type { ProblemSlug } from '../../src/core/contract/problem';
import { expectProblem } from './expect-problem';
import { counterValue, form, freshName, json, post, type RequestOptions, send } from './http';

const site = inject('siteUrl');

const long = 'a'.repeat(65);
const badNames = ['A', '-a', '.a', '_a', 'a b', 'a%20b', 'ä', 'a%2Fb', '%00', long, 'a~'];
test.each(badNames)(
	'reads and writes of the name %j get the problem invalid-name',
	async (name) => {
		const segment = encodeURI(decodeURI(name)).replace('a/b', 'a%2Fb');
		expectProblem(await send(`${site}/api/${segment}/value`), 'invalid-name');
		expectProblem(await post(`${site}/api/${segment}/increment`), 'invalid-name');
	},
);

test('64 hexadecimal digits that are no id of this site get the problem invalid-name', async () => {
	const digits = '0123456789abcdef'.repeat(4);
	expectProblem(await send(`${site}/api/${digits}/value`), 'invalid-name');
	expectProblem(await post(`${site}/api/${digits}/decrement`), 'invalid-name');
});

const invalid: readonly (readonly [ProblemSlug, RequestOptions])[] = [
	['invalid-body', { headers: json, body: '{' }],
	['invalid-body', { headers: json, body: '[5]' }],
	['invalid-body', { headers: json, body: '5' }],
	['invalid-body', { headers: json, body: 'null' }],
	['invalid-body', { headers: json, body: new Uint8Array([0x22, 0xff, 0x22]) }],
	['invalid-amount', { headers: json, body: '{"amount":0}' }],
	['invalid-amount', { headers: json, body: '{"amount":-1}' }],
	['invalid-amount', { headers: json, body: '{"amount":1001}' }],
	['invalid-amount', { headers: json, body: '{"amount":1.5}' }],
	['invalid-amount', { headers: json, body: '{"amount":"5"}' }],
	['invalid-amount', { headers: json, body: '{"amount":null}' }],
	['invalid-amount', { headers: json, body: '{"amount":1e400}' }],
	['invalid-amount', { headers: form, body: 'amount=' }],
	['invalid-amount', { headers: form, body: 'amount=05' }],
	['invalid-amount', { headers: form, body: 'amount=1&amount=2' }],
	['invalid-amount', { headers: form, body: 'amount=1e2' }],
	['unsupported-media-type', { headers: { 'Content-Type': 'text/plain' }, body: 'amount=5' }],
	['unsupported-media-type', { headers: {}, body: 'amount=5' }],
	[
		'unsupported-media-type',
		{ headers: { ...json, 'Content-Encoding': 'gzip' }, body: '{"amount":5}' },
	],
	['body-too-large', { headers: json, body: `{"amount":1,"x":"${'x'.repeat(1024)}"}` }],
	['invalid-key', { headers: { 'Idempotency-Key': '' } }],
	['invalid-key', { headers: { 'Idempotency-Key': 'two words' } }],
	['invalid-key', { headers: { 'Idempotency-Key': 'k'.repeat(256) } }],
	['invalid-key', { headers: { 'Idempotency-Key': '"open' } }],
	['cross-site', { headers: { 'Sec-Fetch-Site': 'cross-site' } }],
	['cross-site', { headers: { 'Sec-Fetch-Site': 'same-site' } }],
	['cross-site', { headers: { Origin: 'https://elsewhere.example' } }],
	['cross-site', { headers: { Origin: 'null' } }],
];
test.each(invalid)(
	'an increment gets the problem %s and adds nothing: %j',
	async (slug, options) => {
		const name = freshName();
		expectProblem(await post(`${site}/api/${name}/increment`, options), slug);
		expect(await counterValue(site, name)).toBe(0);
	},
);

test('a body of unknown length that exceeds 1,024 bytes gets the problem body-too-large', async () => {
	const name = freshName();
	function* spaces(): Generator<Uint8Array> {
		for (let i = 0; i < 40; i++) yield new Uint8Array(100).fill(0x20);
	}
	const answer = await post(`${site}/api/${name}/increment`, { headers: json, body: spaces() });
	expectProblem(answer, 'body-too-large');
	expect(await counterValue(site, name)).toBe(0);
});
