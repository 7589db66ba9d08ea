import type { ObjectPlace } from '../../core/contract/whereabouts';
import { tracedDataCentre } from '../../core/site/data-centre';

/** How long Cloudflare may take to say where a request was taken, in milliseconds. */
const timeoutMs = 2000;

/**
 * Finds out where an object runs. The platform gives an object its jurisdiction and nothing else, so it
 * sends a request of its own and reads which data centre took that one.
 *
 * @param trace the address that answers this; `undefined` if there is none, as on one's own machine
 */
// #region place
export async function findPlace(
	id: DurableObjectId,
	trace: string | undefined,
	ask: typeof fetch = fetch,
): Promise<ObjectPlace> {
	const jurisdiction = id.jurisdiction ?? null;
	if (trace === undefined) return { dataCentre: null, jurisdiction };
	const answer = await ask(trace, { signal: AbortSignal.timeout(timeoutMs) })
		.then((response) => response.text())
		// After a failed request the data centre is not known.
		.catch(() => '');
	return { dataCentre: tracedDataCentre(answer), jurisdiction };
}
// #endregion place
