import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apiCatalog, securityText } from '../../../src/core/site/well-known';

const origin = 'https://counters.example';

/** In milliseconds. */
const day = 24 * 60 * 60 * 1000;

test('the catalogue of APIs links the API to its contract and to its page', () => {
	expect(JSON.parse(apiCatalog(origin))).toEqual({
		linkset: [
			{
				anchor: `${origin}/api/`,
				'service-desc': [{ href: `${origin}/api/openapi.json`, type: 'application/json' }],
				'service-doc': [{ href: `${origin}/reference`, type: 'text/html' }],
			},
		],
	});
});

/** The fields of a security.txt, in the form of RFC 9116, section 4. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
	expect(text.endsWith('\n')).toBe(true);
	return new Map(
		text
			.trimEnd()
			.split('\n')
			.map((line) => {
				const [, field = '', value = ''] = /^([A-Za-z-]+): (\S.*)$/.exec(line) ?? [];
				return [field, value];
			}),
	);
}

test('security.txt has a contact that is a page and the address of itself', () => {
	const fields = fieldsOf(securityText(origin, 0));
	expect(fields.get('Contact')).toMatch(/^https:\/\/[^@\s]+\/security$/);
	expect(fields.get('Canonical')).toBe(`${origin}/.well-known/security.txt`);
});

test('security.txt expires within a year, and is the same for a whole UTC day', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (now) => {
			const text = securityText(origin, now);
			const expires = fieldsOf(text).get('Expires') ?? '';
			expect(expires).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
			const left = Date.parse(expires) - now;
			expect(left).toBeGreaterThan(200 * day);
			expect(left).toBeLessThan(365 * day);
			expect(securityText(origin, Math.floor(now / day) * day)).toBe(text);
		}),
	);
});
