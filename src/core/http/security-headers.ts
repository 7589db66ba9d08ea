/**
 * The header fields of every response of the site, from the server and from disk alike, except the
 * content security policy, which depends on the kind of response.
 */
export const securityHeaders = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Permissions-Policy':
		'browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()',
	'Referrer-Policy': 'strict-origin-when-cross-origin',
	'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
	'X-Content-Type-Options': 'nosniff',
} as const;

/** The directives of a page's policy, besides the hashes of its own scripts and styles. */
export const pagePolicy = [
	"default-src 'none'",
	"base-uri 'none'",
	"connect-src 'self'",
	"font-src 'self'",
	"form-action 'self'",
	"frame-ancestors 'none'",
	"img-src 'self'",
	"manifest-src 'self'",
] as const;

/** The policy of every response that is not a page: it loads nothing and cannot be framed. */
export const dataPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The field name of the policy. */
export const policyField = 'Content-Security-Policy';

/**
 * The `_headers` file of Cloudflare Pages, which covers what is served from disk; hashed files
 * never change.
 */
export function headersFile(): string {
	const everywhere = { ...securityHeaders, [policyField]: dataPolicy };
	const rules = {
		'/*': everywhere,
		'/_astro/*': { 'Cache-Control': 'public, max-age=31536000, immutable' },
	};
	return Object.entries(rules)
		.map(([path, fields]) =>
			[path, ...Object.entries(fields).map(([field, value]) => `  ${field}: ${value}`)].join('\n'),
		)
		.join('\n\n')
		.concat('\n');
}
