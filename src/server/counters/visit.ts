import type { VisitOutcome } from '../../core/contract/answers';
import { counterPage } from '../../core/contract/paths';
import { type CounterName, isObjectId } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import { returnField } from '../../core/contract/request-body';
import { foreignOrigin, isTrustedOrigin } from '../../core/http/cross-site';
import { returnPath } from '../../core/http/return-path';
import { dayOf, endOfDay } from '../../core/visits/day';
import { isCrawler } from '../../core/visits/is-crawler';
import { visitorKey } from '../../core/visits/visitor-key';
import type { SentVisit, VisitAnswer } from '../../durable-objects/visits';
import { counterAddress } from '../address';
import { admitWrite, clientOf, refuseBlocked } from '../admission';
import { bodyOf, refuseBody } from '../body';
import { callObject } from '../call';
import { allowedOrigins, counter } from '../objects';
import { type Action, type Context, jsonContent } from '../outcome';
import { learnOrigin } from '../own-origins';
import { startTiming } from '../timing';
import { saltOf } from '../salts';

/** Who visits, as far as the visitors of a day are distinguished. */
interface Visitor {
	readonly client: string;
	readonly agent: string;
}

/** What the counter decides by whether it takes a visit. */
type Sender = Pick<SentVisit, 'origin' | 'isTrusted'>;

/** Counts a visitor, at most once a day. The visit of a crawler is a read: it is not limited either. */
export const visit: Action = async (context) => {
	const { request, params } = context;
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	const sender = senderOf(request);
	if (!sender.isTrusted && sender.origin === undefined) return { problem: 'cross-site' };
	const client = clientOf(request);
	const refused = refuseBlocked(client) ?? (await refuseBody(context, true));
	if (refused) return refused;

	const agent = request.headers.get('User-Agent') ?? '';
	const isCounted = !isCrawler(agent);
	const admitted = isCounted ? await admitWrite(client) : { headers: {} };
	if (isProblem(admitted)) return admitted;
	const withTime = startTiming('counter', 'visit');
	const answer = await (isCounted
		? countVisitor(name, { client: client.key, agent }, sender)
		: report(name, { until: 0, ...sender }));
	const headers = withTime(admitted.headers);
	learnOrigin(name, sender.isTrusted ? undefined : sender.origin, answer);
	if (isProblem(answer)) return { ...answer, headers };
	if ('refused' in answer) return { ...refusal(answer.refused), headers };
	const { value, counted, exact } = answer;
	return {
		...jsonContent({ value, counted, exact } satisfies VisitOutcome),
		headers,
		next: await nextPage(context, name),
	};
};

// #region today
/** Counts a visitor today; once more if midnight came before the objects were asked. */
async function countVisitor(
	name: CounterName,
	visitor: Visitor,
	sender: Sender,
): Promise<VisitAnswer | Problem> {
	for (let attempt = 1; attempt <= 2; attempt++) {
		const answer = await countOn(dayOf(Date.now()), name, visitor, sender);
		if (isProblem(answer) || !('refused' in answer) || answer.refused !== 'day-over') return answer;
	}
	return { refused: 'day-over' };
}

async function countOn(
	day: number,
	name: CounterName,
	visitor: Visitor,
	sender: Sender,
): Promise<VisitAnswer | Problem> {
	const salt = await saltOf(day);
	if (isProblem(salt) || 'refused' in salt) return salt;
	const key = await visitorKey(salt, { counter: counter(name).id.toString(), ...visitor });
	return report(name, { key, until: endOfDay(day), ...sender });
}
// #endregion today

/** Makes the one call of a visit. It may be repeated: a visitor counts once. */
function report(name: CounterName, sent: SentVisit): Promise<VisitAnswer | Problem> {
	const known = isObjectId(name) ? undefined : name;
	return callObject(
		() => counter(name),
		async (stub) => await stub.visit({ ...sent, name: known }),
		true,
	);
}

function senderOf(request: Request): Sender {
	const origin = foreignOrigin(request);
	return { origin, isTrusted: isTrustedOrigin(request, allowedOrigins) };
}

/** Why a counter took no visit. */
function refusal(refused: Extract<VisitAnswer, { refused: unknown }>['refused']): Problem {
	switch (refused) {
		case 'day-over':
			return { problem: 'unavailable', retryAfter: 1, cause: 'the objects are at another day' };
		case 'forbidden':
			return {
				problem: 'forbidden',
				detail:
					'Only the owner writes to this counter, so it counts the visitors of pages whose origin the owner has listed, and no others.',
			};
		default:
			return { problem: refused };
	}
}

/** Where a form is redirected to. */
async function nextPage(context: Context, name: CounterName): Promise<() => string> {
	const body = await bodyOf(context, true);
	const returnTo = isProblem(body) ? undefined : returnField(body);
	const { headers, url } = context.request;
	return () => returnPath(returnTo, headers.get('Referer'), url, counterPage(name));
}
