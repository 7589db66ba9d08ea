interface ProblemKind {
	/** The HTTP status code. */
	readonly status: number;
	/** What went wrong, in a few words that never change (RFC 9457, section 3.1.3). */
	readonly title: string;
	/** What it means and what the caller can do; the text of the problem's page. */
	readonly explanation: string;
}

/** Every way in which a request can fail, by the slug that ends the problem's `type` (RFC 9457). */
export const problems = {
	'invalid-name': {
		status: 400,
		title: 'That is not a counter’s name',
		explanation:
			'A name has 1 to 64 characters: small letters a to z, digits, dots, underscores and hyphens, and it starts with a letter or a digit. 64 hexadecimal digits stand for a private counter, and only for one that this site made.',
	},
	'invalid-body': {
		status: 400,
		title: 'The body cannot be read',
		explanation:
			'A JSON body must parse and be an object, such as {"amount": 5}; a form is such as amount=5. A field that the address does not know is refused, and so is one that is given twice, so that no mistake is read as 1. A body may also be left out: the amount is then 1.',
	},
	'invalid-query': {
		status: 400,
		title: 'The query of the address cannot be used',
		explanation:
			'A write reads nothing from the query of its address: an amount goes in the body, as amount=5 in a form or {"amount": 5} in JSON. A read that takes parameters refuses one that it does not know, and a value that it cannot use.',
	},
	'invalid-key': {
		status: 400,
		title: 'The idempotency key cannot be used',
		explanation:
			'An Idempotency-Key is 1 to 255 visible ASCII characters, in double quotes or bare. In quotes, a quote and a backslash are escaped by a backslash; bare, they cannot occur, nor can a comma or a semicolon. Only an increment and a decrement take one: elsewhere a key would promise what is not kept.',
	},
	unauthorized: {
		status: 401,
		title: 'This needs the token of the counter’s owner',
		explanation:
			'Whoever makes a counter with an owner gets a token, which is shown once. It goes along as the header Authorization: Bearer and the token, and is asked for where the settings or the value are decided, and for every write of a counter that only its owner writes to. Reads need none.',
	},
	'cross-site': {
		status: 403,
		title: 'Writes from other sites are refused',
		explanation:
			'A browser sent this write from a page on another site, so it may not be what its user wanted. Reads are open to everyone. The owner of a counter lists the origins of pages that may write in its settings, an operator who trusts another site with all counters lists its origin in ALLOWED_ORIGINS.',
	},
	forbidden: {
		status: 403,
		title: 'The token is not that of the counter’s owner',
		explanation:
			'The token belongs to another counter, was replaced by a newer one, or is misspelt; or the counter has no owner: anybody may write to it, and nobody can set it, change its settings or delete it. Nothing was changed.',
	},
	'not-found': {
		status: 404,
		title: 'There is nothing at this address',
		explanation: 'The address names no page and no API route of this site.',
	},
	'method-not-allowed': {
		status: 405,
		title: 'This address does not take that method',
		explanation: 'The Allow header of the answer lists the methods that the address takes.',
	},
	'out-of-range': {
		status: 409,
		title: 'The counter is at its limit',
		explanation:
			'The value would leave the range in which whole numbers are exact, from −9007199254740991 to 9007199254740991. The counter stays as it was.',
	},
	'name-taken': {
		status: 409,
		title: 'The name is taken',
		explanation:
			'The counter has an owner, or somebody has written to it before. What is in use cannot be claimed; choose another name.',
	},
	'precondition-failed': {
		status: 412,
		title: 'The counter has changed since',
		explanation:
			'If-Match names the ETag of an earlier state, and the counter was changed after that. Nothing was changed now. Read it again and decide anew.',
	},
	'body-too-large': {
		status: 413,
		title: 'The body is too large',
		explanation: 'The body of a write has at most 1,024 bytes.',
	},
	'unsupported-media-type': {
		status: 415,
		title: 'The body has a type that is not read here',
		explanation:
			'A write takes no body, or one of the type application/json or application/x-www-form-urlencoded, in UTF-8 and without a content encoding.',
	},
	'invalid-amount': {
		status: 422,
		title: 'The amount is not valid',
		explanation:
			'An amount is a whole number from 1 to 1000, given once, and no larger than the step that the counter’s owner has set. In JSON it is a number without quotes, in a form plain digits. The counter is unchanged.',
	},
	'invalid-field': {
		status: 422,
		title: 'A field has a value that is not valid',
		explanation:
			'The body is understood, but one of its fields cannot have the value that it was given. The answer says which, and what would be right. Nothing was changed.',
	},
	'key-reused': {
		status: 422,
		title: 'The idempotency key was used for another write',
		explanation:
			'The same key came within the last 24 hours with another operation or another amount. Nothing was counted. A new write needs a new key.',
	},
	'upgrade-required': {
		status: 426,
		title: 'This address takes WebSockets and event streams',
		explanation:
			'The live value of a counter is sent over a WebSocket, for which the request has to ask with Upgrade: websocket, or as server-sent events, with Accept: text/event-stream. A plain GET reads the value at the address that ends in /value.',
	},
	'rate-limited': {
		status: 429,
		title: 'Too many writes',
		explanation:
			'Each client may write a few times at once and then at a steady pace. A client that keeps pushing while it is refused waits longer each time. Reads are not limited. The answer says how long to wait.',
	},
	internal: {
		status: 500,
		title: 'Something broke on our side',
		explanation:
			'The fault is in this site, not in the request, and it has been logged under the request id. Trying again later may help.',
	},
	unavailable: {
		status: 503,
		title: 'The counter cannot be reached',
		explanation:
			'The object that keeps this counter, or the one that guards writes, is moving, restarting, overloaded or about to be updated, or the site has used up what its hosting plan allows in one day. A value that was confirmed is safe. The answer says when to try again.',
	},
} as const satisfies Record<string, ProblemKind>;

/** The last segment of a problem's `type`. */
export type ProblemSlug = keyof typeof problems;

/** One failure of one request. */
export interface Problem {
	readonly problem: ProblemSlug;
	/** What was wrong with this request; the explanation if absent. */
	readonly detail?: string;
	/** Seconds after which the request can succeed; on `rate-limited` and `unavailable`. */
	readonly retryAfter?: number;
	/** A note for the log; it is never sent to the client. */
	readonly cause?: string;
	/** Whether the caller asked for it, as a demo does: then the site did nothing wrong, whatever the status. */
	readonly isIntended?: boolean;
}

/** Returns the slug that `input` is, or `undefined`. */
export function parseProblemSlug(input: unknown): ProblemSlug | undefined {
	return typeof input === 'string' && Object.hasOwn(problems, input)
		? (input as ProblemSlug)
		: undefined;
}

/** Whether the result of a function is a problem and not a success. */
export function isProblem(input: unknown): input is Problem {
	return typeof input === 'object' && input !== null && 'problem' in input;
}
