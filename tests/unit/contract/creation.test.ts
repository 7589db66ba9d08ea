import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings, originsMax } from '../../../src/core/contract/counter-settings';
import { creationFingerprint, parseCreation } from '../../../src/core/contract/owner-body';
import { isProblem } from '../../../src/core/contract/problem';
import { noBody } from '../../../src/core/contract/request-body';
import { form, json } from './bodies';

const origin = fc
	.tuple(
		fc.constantFrom('https', 'http'),
		fc.domain(),
		fc.option(fc.integer({ min: 1024, max: 65535 })),
	)
	.map(([scheme, host, port]) => new URL(`${scheme}://${host}${port ? `:${port}` : ''}`).origin);

const creation = fc.record({
	name: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,62}$/),
	value: fc.maxSafeInteger().map((value) => value + 0),
	writes: fc.constantFrom('everyone' as const, 'owner' as const),
	origins: fc.uniqueArray(origin, { maxLength: originsMax }),
	step: fc.integer({ min: 1, max: 1000 }),
	listed: fc.boolean(),
});

test('what a creation asks for is read alike from JSON and from a form', () => {
	fc.assert(
		fc.property(creation, ({ name, value, ...settings }) => {
			const expected = { name, value, settings };
			expect(parseCreation(json({ name, value, ...settings }))).toEqual(expected);
			const texts = {
				name: ` ${name.toUpperCase()} `,
				value: String(value),
				writes: settings.writes,
				origins: settings.origins.length === 0 ? 'none' : settings.origins.join('\r\n'),
				step: String(settings.step),
				listed: String(settings.listed),
			};
			expect(parseCreation(form({ ...texts, return: '/new' }))).toEqual(expected);
		}),
	);
});

test('two creations have the same fingerprint only if they ask for the same', () => {
	fc.assert(
		fc.property(creation, creation, (one, other) => {
			const [first, second] = [one, other].map((fields) => parseCreation(json(fields)));
			fc.pre(!isProblem(first) && !isProblem(second));
			const isSame = JSON.stringify(first) === JSON.stringify(second);
			expect(creationFingerprint(first) === creationFingerprint(second)).toBe(isSame);
		}),
	);
	expect(creationFingerprint(undefined)).not.toBe(
		creationFingerprint({ value: 0, settings: defaultSettings }),
	);
});

test.each([noBody, json({}), form({}), form({ return: '/new' })])(
	'a creation that says nothing is that of a private counter',
	(body) => {
		expect(parseCreation(body)).toBeUndefined();
	},
);

test('the empty fields of a form leave all as it is by default', () => {
	const empty = { name: '', value: '', writes: '', origins: '', step: '', listed: '' };
	expect(parseCreation(form(empty))).toEqual({
		name: undefined,
		value: 0,
		settings: defaultSettings,
	});
});

test.each([
	['name', 'Capital'],
	['name', ''],
	['name', 5],
	['name', 'a'.repeat(65)],
	['name', 'f'.repeat(64)],
	['value', 0.5],
	['value', '5'],
	['value', 2 ** 53],
	['value', null],
	['writes', 'nobody'],
	['writes', ['owner']],
	['origins', 'https://a.example'],
	['origins', ['a.example']],
	['origins', ['https://a.example/path']],
	['origins', ['null']],
	['origins', ['*']],
	['origins', [1]],
	['origins', Array.from({ length: 11 }, (_, index) => `https://${index}.example`)],
	['step', 0],
	['step', 1001],
	['step', '1'],
	['listed', 'true'],
	['listed', 1],
])(
	'a creation whose JSON field %s is %j is refused, and the problem names the field',
	(name, value) => {
		const problem = parseCreation(json({ [name]: value }));
		expect(problem).toMatchObject({
			problem: 'invalid-field',
			detail: expect.stringContaining(name),
		});
	},
);

test.each([
	['value', '05'],
	['value', '-0'],
	['value', '1e3'],
	['value', '９'],
	['value', '9007199254740992'],
	['origins', 'a.example'],
	['step', '1.0'],
	['listed', 'on'],
	['name', 'two words'],
])('a creation whose form field %s is %j is refused', (name, value) => {
	expect(parseCreation(form({ [name]: value }))).toMatchObject({ problem: 'invalid-field' });
});

test.each(['amount', 'Name', 'return', 'token', 'newToken'])(
	'a creation with the JSON field %s, which it does not know, is refused',
	(name) => {
		expect(parseCreation(json({ [name]: 1 }))).toMatchObject({ problem: 'invalid-body' });
	},
);

test('a counter without a name cannot be listed', () => {
	expect(parseCreation(json({ listed: true }))).toMatchObject({
		problem: 'invalid-field',
		detail: expect.stringContaining('"listed"'),
	});
});

test('origins are kept once each, without the slash at their end', () => {
	const origins = ['https://a.example/', 'https://A.example', 'http://localhost:3000'];
	expect(parseCreation(json({ origins }))).toMatchObject({
		settings: { origins: ['https://a.example', 'http://localhost:3000'] },
	});
});
