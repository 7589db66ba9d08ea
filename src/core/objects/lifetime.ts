import { isDemoName } from '../contract/name.ts';
import type { ObjectSettings } from '../settings/object-settings.ts';

/** Milliseconds of a day. */
const day = 86_400_000;

/** How long the counter of a demo exists after its last write, in milliseconds: a day. */
export const demoLifetime = day;

/**
 * Returns how long a counter exists after its last write, in milliseconds, or `undefined` if it is
 * never deleted.
 *
 * @param name the name that it was ever written by; a private counter has none
 * @param isOwned whether it has an owner, who alone removes it, unless it is a demo's
 */
export function lifetimeOf(
	name: string | undefined,
	isOwned: boolean,
	settings: ObjectSettings,
): number | undefined {
	if (isDemoName(name)) return demoLifetime;
	if (isOwned) return undefined;
	const days = name === undefined ? settings.UNUSED_PRIVATE_DAYS : settings.UNUSED_NAMED_DAYS;
	return days === 0 ? undefined : days * day;
}
