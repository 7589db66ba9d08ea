import { expect } from 'vitest';
import { securityHeaders } from '../../src/core/http/security-headers';
import type { Answer } from './http';

/**
 * Expects that an answer carries every security header, once, a strict content security policy, and
 * no stack trace.
 */
export function expectSecurityHeaders({ headers, text }: Answer): void {
	for (const [field, value] of Object.entries(securityHeaders)) {
		expect(headers[field.toLowerCase()], field).toBe(value);
	}
	const policy = String(headers['content-security-policy']);
	expect(policy.match(/default-src/g)).toHaveLength(1);
	expect(policy).toContain("default-src 'none'");
	expect(policy).toContain("frame-ancestors 'none'");
	expect(policy).not.toContain('unsafe');
	expect(headers).not.toHaveProperty('x-powered-by');
	expect(text).not.toMatch(/\n\s+at .+:\d+:\d+/);
}
