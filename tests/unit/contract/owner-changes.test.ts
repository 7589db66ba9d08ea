import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNewValue, parseSettingsChange } from '../../../src/core/contract/owner-body';
import { noBody } from '../../../src/core/contract/request-body';
import { form, json } from './bodies';

test('a change of settings is only what was sent', () => {
	expect(parseSettingsChange(json({ step: 5 }))).toEqual({
		settings: { step: 5 },
		newToken: false,
	});
	expect(parseSettingsChange(json({ newToken: true }))).toEqual({ settings: {}, newToken: true });
	expect(parseSettingsChange(json({ origins: [] }))).toMatchObject({ settings: { origins: [] } });
	expect(parseSettingsChange(noBody)).toMatchObject({ problem: 'invalid-body' });
	expect(parseSettingsChange(json({ value: 5 }))).toMatchObject({ problem: 'invalid-body' });
});

test('a counter is set to every safe integer and to nothing else', () => {
	fc.assert(
		fc.property(fc.maxSafeInteger(), (value) => {
			expect(parseNewValue(json({ value }))).toBe(value);
			expect(parseNewValue(form({ value: String(value) }))).toBe(value);
		}),
	);
	expect(parseNewValue(json({ value: -0 }))).toBe(0);
	for (const body of [noBody, json({}), json({ value: '5' }), form({ value: '' })]) {
		expect(parseNewValue(body)).toMatchObject({ problem: 'invalid-field' });
	}
});
