import { isProblem } from '../../core/contract/problem';
import { isWebSocketUpgrade } from '../../core/http/cross-site';
import { clientKeyField } from '../../core/limits/client-key';
import { counterAddress } from '../address';
import { clientOf } from '../admission';
import { callObject } from '../call';
import { counter } from '../objects';
import type { Action } from '../outcome';
import { isTrustedWith } from '../own-origins';

/** Seconds that a client is asked to wait when a counter takes no more sockets. */
const crowdedFor = 30;

/** The fields that RFC 9110, section 15.5.22, requires of a 426. */
const upgradeFields = { Upgrade: 'websocket', Connection: 'Upgrade' };

// #region live
/**
 * Opens a WebSocket to a counter. All that can be refused here costs no object a call, but for the page of
 * another site, of which the counter is asked.
 */
export const live: Action = async ({ params, request }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	if (!isWebSocketUpgrade(request.method, request.headers.get('Upgrade'))) {
		return { problem: 'upgrade-required', headers: upgradeFields };
	}
	const isTrusted = await isTrustedWith(name, request);
	if (isProblem(isTrusted)) return isTrusted;
	if (!isTrusted) return { problem: 'cross-site' };

	// Nothing that the client sent goes to the object, so it cannot pose as another client.
	const headers = { Upgrade: 'websocket', [clientKeyField]: clientOf(request).key };
	const answer = await callObject(
		() => counter(name),
		(stub) => stub.fetch(request.url, { headers }),
		true,
	);
	if (isProblem(answer)) return answer;
	if (answer.status === 101) return { upgraded: answer };
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
};
// #endregion live
