import { type CounterName, isObjectId } from '../contract/name';
import { cleanLabel } from './clean-label';

/**
 * The styles of a badge: with a gradient, without, with each digit on a wheel of its own, or with a
 * line of the last 30 days.
 */
export const badgeStyles = ['flat', 'flat-square', 'wheels', 'trend'] as const;

export type BadgeStyle = (typeof badgeStyles)[number];

/** Colours that have a name, each as six hexadecimal digits. */
export const badgeColors = {
	rust: 'a8321a',
	red: 'c0281c',
	orange: 'd9641e',
	yellow: 'd8b21a',
	green: '2f7d3b',
	blue: '2467a8',
	purple: '6f4aa3',
	grey: '6b6457',
	black: '1f1b14',
} as const;

/** Names of the query parameters. */
export const badgeFields = { label: 'label', color: 'color', style: 'style' } as const;

/** The longest label, in grapheme clusters; a longer one is shortened and ends in an ellipsis. */
export const badgeLabelMaxLength = 64;

/** How a badge looks. */
export interface BadgeOptions {
	/** The text on the left; empty for a badge that is only its message. */
	readonly label: string;
	/** Six hexadecimal digits. */
	readonly color: string;
	readonly style: BadgeStyle;
}

/**
 * Reads the options of a badge. A parameter that cannot be used falls back to its default, since a
 * badge is never refused.
 *
 * @param name the counter; its name is the default label
 */
export function readBadgeOptions(
	query: URLSearchParams,
	name: CounterName | undefined,
): BadgeOptions {
	const style = query.get(badgeFields.style);
	return {
		label: cleanLabel(query.get(badgeFields.label) ?? defaultLabel(name), badgeLabelMaxLength),
		color: parseColor(query.get(badgeFields.color)) ?? badgeColors.rust,
		style: badgeStyles.find((candidate) => candidate === style) ?? 'flat',
	};
}

function defaultLabel(name: CounterName | undefined): string {
	return name === undefined || isObjectId(name) ? 'counter' : name;
}

/** Reads a colour: a name of {@link badgeColors}, or 3 or 6 hexadecimal digits. */
function parseColor(input: string | null): string | undefined {
	const color = input?.toLowerCase().replace(/^#/, '') ?? '';
	if (Object.hasOwn(badgeColors, color)) return badgeColors[color as keyof typeof badgeColors];
	if (/^[0-9a-f]{6}$/.test(color)) return color;
	return /^[0-9a-f]{3}$/.test(color) ? color.replace(/./g, '$&$&') : undefined;
}
