import { expect, test } from 'vitest';
import { parseOwnerForm } from '../../../src/core/contract/owner-form';
import { form } from './bodies';

test('each form of an owner is read with its token and its way back', () => {
	const ends = { token: 'dc_x', return: '/' };
	const read = { token: 'dc_x', returnTo: '/' };
	expect(parseOwnerForm(form({ do: 'set', value: '-5', ...ends }))).toEqual({
		do: 'set',
		value: -5,
		...read,
	});
	expect(parseOwnerForm(form({ do: 'change', step: '2', origins: '', ...ends }))).toEqual({
		do: 'change',
		settings: { step: 2 },
		...read,
	});
	expect(parseOwnerForm(form({ do: 'token', ...ends }))).toEqual({ do: 'token', ...read });
	const removal = { do: 'remove', confirm: 'yes', ...ends };
	expect(parseOwnerForm(form(removal))).toEqual({ do: 'remove', ...read });
});

test.each([
	[{}, 'invalid-field'],
	[{ do: 'read' }, 'invalid-field'],
	[{ do: 'set' }, 'invalid-field'],
	[{ do: 'set', value: '1', step: '1' }, 'invalid-body'],
	[{ do: 'remove' }, 'invalid-field'],
	[{ do: 'remove', confirm: 'no' }, 'invalid-field'],
	[{ do: 'token', confirm: 'yes' }, 'invalid-body'],
])('the form %j of an owner is refused', (fields, problem) => {
	expect(parseOwnerForm(form(fields as Record<string, string>))).toMatchObject({ problem });
});
