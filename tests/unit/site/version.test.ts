import { expect, test } from 'vitest';
import { version } from '../../../src/core/site/version';
import packageJson from '../../../package.json' with { type: 'json' };

test('the version of the code is that of package.json', () => {
	expect(version).toBe(packageJson.version);
});
