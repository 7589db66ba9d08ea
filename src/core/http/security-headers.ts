import { embedScript } from '../contract/paths';

/**
 * The header fields of every response of the site, from the server and from disk alike. The content
 * security policy depends on the kind of response, and `Strict-Transport-Security` on the scheme.
 */
export const securityHeaders = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Permissions-Policy':
		'browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()',
	'Referrer-Policy': 'strict-origin-when-cross-origin',
	'X-Content-Type-Options': 'nosniff',
} as const;

/** The field by which browsers use TLS alone for a year, for this host and no other under its name. */
export const transportSecurity = { 'Strict-Transport-Security': 'max-age=31536000' } as const;

/** Asks search engines to leave out what came under an address that is not the site's own. */
const unindexed = { 'X-Robots-Tag': 'noindex' } as const;

/** Lets pages of all origins load a script as a module, isolated ones too. */
const scriptForAll = {
	'Access-Control-Allow-Origin': '*',
	'Cross-Origin-Resource-Policy': 'cross-origin',
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

/** The fields by which pages of other sites may frame a page, isolated ones too. */
export const framedHeaders = {
	'Cross-Origin-Embedder-Policy': 'require-corp',
	'Cross-Origin-Resource-Policy': 'cross-origin',
} as const;

/** The policy of a page that other sites may frame, from the one that it would else have. */
export function framedPolicy(policy: string): string {
	return policy.replace("frame-ancestors 'none'", 'frame-ancestors *');
}

/** The policy of every response that is not a page: it loads nothing and cannot be framed. */
export const dataPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The field name of the policy. */
export const policyField = 'Content-Security-Policy';

/**
 * The fields that depend on the origin under which a request came.
 *
 * @param siteOrigin the one origin of the site; empty if any is
 */
export function originHeaders(
	origin: string,
	siteOrigin: string,
): Readonly<Record<string, string>> {
	return {
		// RFC 6797, section 7.2: never over plain HTTP.
		...(origin.startsWith('https:') && transportSecurity),
		...(siteOrigin !== '' && origin !== siteOrigin && unindexed),
	};
}

/**
 * The `Cache-Control` of a response that has none. What fails or redirects is not stored; pages that
 * show a value say `no-store` themselves.
 */
export function defaultCaching(status: number, isPage: boolean): 'no-cache' | 'no-store' {
	const isShown = status === 200 || status === 304;
	return isPage && isShown ? 'no-cache' : 'no-store';
}

/**
 * The `_headers` file of Cloudflare Pages, which covers what is served from disk, over TLS alone.
 * Hashed files never change; others are validated each time. A field that two rules set would have
 * both values, so the second rule removes it first.
 *
 * @param siteOrigin the one origin of the site; empty if any is
 * @param style the source of the one style sheet within a file, that of `404.html`: `'sha256-…'`
 */
export function headersFile(siteOrigin: string, style: string): string {
	const rules: readonly (readonly [path: string, lines: readonly string[]])[] = [
		[
			'/*',
			lines({
				...securityHeaders,
				...transportSecurity,
				[policyField]: `${dataPolicy}; img-src 'self'; style-src ${style}`,
				'Cache-Control': 'no-cache',
			}),
		],
		[
			'/_astro/*',
			['! Cache-Control', ...lines({ 'Cache-Control': 'public, max-age=31536000, immutable' })],
		],
		[embedScript, lines(scriptForAll)],
		...otherHosts(siteOrigin).map((host) => [`https://${host}/*`, lines(unindexed)] as const),
	];
	return rules
		.map(([path, lines]) => [path, ...lines.map((line) => `  ${line}`)].join('\n'))
		.join('\n\n')
		.concat('\n');
}

function lines(fields: Readonly<Record<string, string>>): readonly string[] {
	return Object.entries(fields).map(([field, value]) => `${field}: ${value}`);
}

/** The hosts that Pages gives to every project and to each deployment, in the grammar of `_headers`. */
function otherHosts(siteOrigin: string): readonly string[] {
	if (siteOrigin === '') return [];
	const { host } = new URL(siteOrigin);
	if (host.endsWith('.pages.dev')) return [`:deployment.${host}`];
	return [':project.pages.dev', ':deployment.:project.pages.dev'];
}
