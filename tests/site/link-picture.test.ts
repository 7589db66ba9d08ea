import { expect, inject, test } from 'vitest';
import { expectSecurityHeaders } from './expect-security-headers';
import { freshName, send } from './http';

const site = inject('siteUrl');

test('the former address of a counter’s picture is redirected to the picture of the site', async () => {
	const { status, headers } = await send(`${site}/card/${freshName()}.png`);
	expect([status, headers['location']]).toEqual([301, '/link-picture.png']);
	// It comes from disk, so that old links cost no call of the function.
	expect(headers).not.toHaveProperty('x-request-id');
});

test('the picture for links is a PNG of 1200 by 630 and carries the security headers', async () => {
	const answer = await send(`${site}/link-picture.png`);
	expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
	expect(answer.headers).not.toHaveProperty('x-request-id');
	expectSecurityHeaders(answer);

	const response = await fetch(`${site}/link-picture.png`);
	const picture = Buffer.from(await response.arrayBuffer());
	// The signature and the header chunk (PNG, third edition, sections 5.2 and 11.2.1).
	expect(picture.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
	expect(picture.subarray(12, 16).toString('latin1')).toBe('IHDR');
	expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
});
