import { type CounterName, isDemoName } from '../contract/name.ts';
import type { ObjectSettings } from '../settings/object-settings.ts';

/** Milliseconds of a day. */
const day = 86_400_000;

/** How long the counter of a demo exists after its last write, in milliseconds: a day. */
export const demoLifetime = day;

/** What decides how long a counter exists after its last write. */
export interface LifetimeFacts {
	/** Whether it was ever written by its name; a private counter has none. */
	readonly isNamed?: boolean;
	/** Its own lifetime, in milliseconds, if it is a temporary one. */
	readonly lifetime?: number;
}

/**
 * Returns what is known of a counter's lifetime after a write by this name, or by its id alone. An
 * id may be that of a counter with a name, so one write by the name is remembered.
 */
export function lifetimeFacts(before: LifetimeFacts, name: string | undefined): LifetimeFacts {
	if (name === undefined || before.isNamed) return before;
	const own = isDemoName(name as CounterName) ? { lifetime: demoLifetime } : undefined;
	return { ...own, ...before, isNamed: true };
}

/**
 * Returns how long a counter exists after its last write, in milliseconds, or `undefined` if it is
 * never deleted.
 */
export function lifetimeOf(
	{ isNamed = false, lifetime }: LifetimeFacts,
	settings: ObjectSettings,
): number | undefined {
	if (lifetime !== undefined) return lifetime;
	const days = isNamed ? settings.UNUSED_NAMED_DAYS : settings.UNUSED_PRIVATE_DAYS;
	return days === 0 ? undefined : days * day;
}
