import type { CounterName } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import { isWebSocketUpgrade } from '../../core/http/cross-site';
import { mediaTypes } from '../../core/http/media-types';
import { acceptsEvents } from '../../core/http/negotiate';
import { clientKeyField } from '../../core/limits/client-key';
import { counterAddress } from '../address';
import { clientOf } from '../admission';
import { callObject } from '../call';
import { counter } from '../objects';
import type { Action } from '../outcome';
import { isTrustedWith } from '../own-origins';
import { eventStream } from './event-stream';

/** Seconds that a client is asked to wait when a counter takes no more sockets. */
const crowdedFor = 30;

/** The fields that RFC 9110, section 15.5.22, requires of a 426. */
const upgradeFields = { Upgrade: 'websocket', Connection: 'Upgrade' };

// #region live
/**
 * Streams the changes of a counter: over a WebSocket, or as an event stream, for which the socket is held
 * here. All that can be refused here costs no object a call, but for the page of
 * another site, of which the counter is asked.
 */
export const live: Action = async ({ params, request }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	const { headers, method } = request;
	const isUpgrade = isWebSocketUpgrade(method, headers.get('Upgrade'));
	if (!isUpgrade && !acceptsEvents(headers.get('Accept'))) {
		return { problem: 'upgrade-required', headers: upgradeFields };
	}
	const isTrusted = await isTrustedWith(name, request);
	if (isProblem(isTrusted)) return isTrusted;
	if (!isTrusted) return { problem: 'cross-site' };
	const type = mediaTypes.events;
	if (method === 'HEAD') return { content: '', type };

	const answer = await openSocket(name, request);
	if (isProblem(answer)) return answer;
	const { webSocket } = answer;
	if (isUpgrade || !webSocket) return { upgraded: answer };
	return { content: eventStream(webSocket, headers.get('Last-Event-ID'), request.signal), type };
};

/** Asks a counter for a socket, on behalf of the client of a request. */
async function openSocket(name: CounterName, request: Request): Promise<Response | Problem> {
	// Nothing that the client sent goes to the object, so it cannot pose as another client.
	const headers = { Upgrade: 'websocket', [clientKeyField]: clientOf(request).key };
	const answer = await callObject(
		() => counter(name),
		(stub) => stub.fetch(request.url, { headers }),
		true,
	);
	if (isProblem(answer)) return answer;
	if (answer.status === 101) return answer;
	if (answer.status === 503) return { problem: 'unavailable', retryAfter: crowdedFor };
	const seconds = Number(answer.headers.get('Retry-After') ?? 0);
	return {
		problem: 'rate-limited',
		detail:
			seconds > 0
				? 'This client has opened and closed too many connections to this counter.'
				: 'This client watches this counter too many times already. Close a page of it first.',
		retryAfter: seconds || crowdedFor,
	};
}
// #endregion live
