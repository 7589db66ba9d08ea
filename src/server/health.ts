import type { HealthReport } from '../core/contract/answers';
import { isProblem } from '../core/contract/problem';
import { platformFailure } from '../core/objects/platform-failure';
import { version } from '../core/site/version';
import type { RateLimiter } from '../durable-objects/rate-limiter';
import { callObject } from './call';
import { healthProbe } from './objects';
import { type Action, jsonContent } from './outcome';

// #region health
/**
 * Reports the versions of both halves, with one call of an object: it fails with `unavailable` if no
 * object can be reached, so a monitor need only look at the status code.
 */
export const health: Action = async () => {
	const objects = await callObject(healthProbe, objectsVersion, true);
	if (isProblem(objects)) return objects;
	const report: HealthReport = {
		status: objects === version ? 'ok' : 'mixed',
		site: version,
		objects,
	};
	return jsonContent(report);
};
// #endregion health

/** Returns the version of an object, or `null` if it is from before it could report one. */
async function objectsVersion(stub: DurableObjectStub<RateLimiter>): Promise<string | null> {
	try {
		return await stub.codeVersion();
	} catch (error) {
		if (platformFailure(error) === 'outdated') return null;
		throw error;
	}
}
