import { expect, test } from 'vitest';
import { predictions } from '../../../src/tutorial/predictions';

test.each(Object.entries(predictions))(
	'the question of %s has two to four different options, one of them right, and a reason',
	(_, { question, options, right, explanation }) => {
		expect(question).toMatch(/\?$/);
		expect(options.length).toBeGreaterThanOrEqual(2);
		expect(options.length).toBeLessThanOrEqual(4);
		expect(new Set(options).size).toBe(options.length);
		expect(options[right]).toBeDefined();
		// The page ends the right option with a full stop.
		for (const option of options) expect(option).toMatch(/^[A-Z].*[^.]$/);
		expect(explanation).toMatch(/\.$/);
	},
);
