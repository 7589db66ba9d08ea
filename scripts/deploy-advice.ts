/** Says what helps after a deployment has failed. */

/** What of a failed command is known: an entry `command-failed` of wrangler. */
export interface Failure {
	readonly code?: number | string;
	readonly message?: string;
}

/** The part of Cloudflare that a step needs, and the permission that a token needs for it. */
export type Service = 'Workers' | 'Pages';

export interface Advice {
	readonly text: string;
	/** Whether Cloudflare may have taken the upload although the command failed. */
	readonly mayHaveUploaded: boolean;
}

const permissions: Readonly<Record<Service, string>> = {
	Workers: 'Workers Scripts: Edit',
	Pages: 'Cloudflare Pages: Edit',
};

const bothPermissions = `"${permissions.Workers}" and "${permissions.Pages}"`;

interface Cause {
	readonly codes?: readonly (number | string)[];
	readonly message?: RegExp;
	readonly text: (service: Service) => string;
	readonly mayHaveUploaded?: true;
}

const noRight: Cause = {
	codes: [10000],
	text: (service) =>
		`The token has no right to deploy to ${service} in this account, or it has expired. Give it the\n` +
		`permission "${permissions[service]}" (dashboard, "API Tokens"), and see that\n` +
		'CLOUDFLARE_ACCOUNT_ID is the account that it is for.',
};

const noAccount: Cause = {
	message: /more than one account|automatically retrieve account/i,
	text: () =>
		'It is not known which account is meant. Set CLOUDFLARE_ACCOUNT_ID to its id, which the\n' +
		'dashboard shows under "Workers & Pages". A token without rights on memberships needs it too.',
};

/** The causes that are known; the first that fits counts. */
const causes: readonly Cause[] = [
	{
		message: /set a CLOUDFLARE_API_TOKEN|did not login|not logged in/i,
		text: () =>
			'Nobody is logged in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN to a\n' +
			`token with the permissions ${bothPermissions}.`,
	},
	noAccount,
	{
		codes: [7003],
		message: /invalid account id/i,
		text: () =>
			'Cloudflare does not know the account. Compare CLOUDFLARE_ACCOUNT_ID with the id that the\n' +
			'dashboard shows under "Workers & Pages".',
	},
	{
		codes: [1000, 6003, 6111, 9106, 9109, 10001],
		text: () =>
			'Cloudflare does not accept the credentials: the token is mistyped, expired or withdrawn. Set\n' +
			`CLOUDFLARE_API_TOKEN to a new one with the permissions\n${bothPermissions},\n` +
			'or unset it and run `npx wrangler login`.',
	},
	noRight,
	{
		message: /^deployment failed!/i,
		text: () => 'Cloudflare took the upload but could not publish it; the lines above say why.',
	},
	{
		codes: ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENETUNREACH'],
		message: /fetch failed|ENOTFOUND|EAI_AGAIN|ECONNRE|ETIMEDOUT|UND_ERR|timed out/i,
		text: () =>
			'Cloudflare was not reached. Look at the network connection (a proxy is set by HTTPS_PROXY), and\n' +
			'run the same command again: a deployment may be repeated at any time.',
		mayHaveUploaded: true,
	},
];

/**
 * Finds the sentence that helps after a failure.
 *
 * @param hasAccount whether CLOUDFLARE_ACCOUNT_ID is set
 */
export function adviceFor(
	failure: Failure | undefined,
	service: Service,
	hasAccount: boolean,
): Advice {
	const { code, message = '' } = failure ?? {};
	const found = causes.find(
		({ codes, message: pattern }) =>
			(code !== undefined && codes?.includes(code)) || pattern?.test(message),
	);
	// After a refusal wrangler looks for the accounts, which a token of few rights may not do either;
	// that second failure is the one that it notes.
	const cause = found === noAccount && hasAccount ? noRight : found;
	return {
		text: cause?.text(service) ?? 'The lines of wrangler above say why.',
		mayHaveUploaded: cause === undefined || cause.mayHaveUploaded === true,
	};
}
