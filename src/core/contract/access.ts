/** What the page of an origin may do with a counter, beyond reading it. */
export type Access = 'watch' | 'write';

/** The response field of a read that lists it, for scripts that offer only what is allowed. */
export const accessField = 'Counter-Access';

/** The text of the field: reading comes first, since everybody may. */
export function formatAccess(access: readonly Access[]): string {
	return ['read', ...access].join(', ');
}

/** Reads the field; nothing more than reading is allowed if it is absent. */
export function parseAccess(text: string | null): readonly Access[] {
	const listed = (text ?? '').split(/,\s*/);
	return (['watch', 'write'] as const).filter((access) => listed.includes(access));
}
