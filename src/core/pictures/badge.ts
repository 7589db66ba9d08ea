import { type CounterName, isObjectId } from '../contract/name';

/** The looks of a badge: with a sheen, without, or with each digit on a wheel of its own. */
export const badgeStyles = ['flat', 'flat-square', 'wheels'] as const;

/** One look of a badge. */
export type BadgeStyle = (typeof badgeStyles)[number];

/** Colours that a badge can be asked for by name; any other is six hexadecimal digits. */
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

/** The longest label, in characters; what is longer is cut and ends in an ellipsis. */
export const badgeLabelMaxLength = 64;

/** How a badge looks. */
export interface BadgeOptions {
	/** The text on the left; empty for a badge that is only its message. */
	readonly label: string;
	/** Six hexadecimal digits. */
	readonly color: string;
	readonly style: BadgeStyle;
}

/** What a badge says. */
export interface BadgeMessage {
	readonly text: string;
	/** Present if the text is no value: six hexadecimal digits in place of the colour asked for. */
	readonly errorColor?: string;
}

/** A badge as services in the manner of shields.io read it. */
export interface BadgeDocument {
	readonly schemaVersion: 1;
	readonly label: string;
	readonly message: string;
	readonly color: string;
	readonly isError?: true;
}

/** What a badge says of a counter that cannot be reached. */
export const unavailableMessage: BadgeMessage = {
	text: 'unavailable',
	errorColor: badgeColors.grey,
};

/** What a badge says if its address holds no counter's name. */
export const invalidMessage: BadgeMessage = { text: 'invalid name', errorColor: badgeColors.red };

/** What a badge says of a value. */
export function valueMessage(value: number): BadgeMessage {
	return { text: String(value) };
}

/**
 * Reads how a badge shall look. What cannot be used falls back: a badge is never refused.
 *
 * @param name the counter, which labels its badge if nothing else does
 */
export function readBadgeOptions(
	query: URLSearchParams,
	name: CounterName | undefined,
): BadgeOptions {
	const style = query.get(badgeFields.style);
	return {
		label: cleanLabel(query.get(badgeFields.label) ?? defaultLabel(name)),
		color: parseColor(query.get(badgeFields.color)) ?? badgeColors.rust,
		style: badgeStyles.find((candidate) => candidate === style) ?? 'flat',
	};
}

/** The badge as data. */
export function badgeDocument(options: BadgeOptions, message: BadgeMessage): BadgeDocument {
	return {
		schemaVersion: 1,
		label: options.label,
		message: message.text,
		color: message.errorColor ?? options.color,
		...(message.errorColor !== undefined && { isError: true }),
	};
}

/**
 * Draws a badge, 20 pixels high. Each text is given the room that its characters need and pinned
 * to it with `textLength`, so it cannot overflow, whichever font draws it.
 */
export function drawBadge({ label, color, style }: BadgeOptions, message: BadgeMessage): string {
	const fill = message.errorColor ?? color;
	const said = label === '' ? message.text : `${label}: ${message.text}`;
	const left = label === '' ? 0 : textWidth(label) + 2 * padding;
	// Wheels are for digits: what is no value is written out.
	const onWheels = style === 'wheels' && message.errorColor === undefined;
	const right = onWheels ? wheelsWidth(message.text) : textWidth(message.text) + 2 * padding;
	const width = left + right;
	const ends = style === 'flat-square' ? '' : ' rx="3"';

	const parts = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(said)}">`,
		`<title>${escapeXml(said)}</title>`,
		`<clipPath id="c"><rect width="${width}" height="${height}"${ends}/></clipPath>`,
		'<g clip-path="url(#c)">',
		rectangle(0, left, badgeColors.black),
		rectangle(left, right, fill),
		...(onWheels ? drawWheels(message.text, left) : []),
		...(style === 'flat' ? [sheen(width)] : []),
		'</g>',
		`<g font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="${fontSize}">`,
		...(label === '' ? [] : [text(label, padding, badgeColors.black)]),
		...(onWheels ? [wheelsText(message.text, left)] : [text(message.text, left + padding, fill)]),
		'</g></svg>',
	];
	return parts.join('');
}

/** The room that a text needs, in whole pixels. */
export function textWidth(text: string): number {
	const ems = Array.from(text).reduce((sum, character) => sum + emWidth(character), 0);
	return Math.ceil((ems / 100) * fontSize);
}

const height = 20;
const fontSize = 11;
const padding = 6;
const baseline = 14;

/** A wheel's width and the gap around it. */
const wheel = 10;
const gap = 2;

/** Widths of the characters from space to tilde, in hundredths of an em, as wide fonts draw them. */
const asciiWidths = [
	32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
	64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
	61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
	64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
] as const;

function emWidth(character: string): number {
	const code = character.codePointAt(0) ?? 0;
	const known = asciiWidths[code - 0x20];
	if (known !== undefined) return known;
	if (/\p{M}|\p{Cf}/u.test(character)) return 0;
	// Ideographs, kana, hangul and pictures fill the em; other letters stay below.
	return code >= 0x1100 ? 105 : 80;
}

function wheelsWidth(message: string): number {
	return message.length * wheel + 2 * gap;
}

function rectangle(x: number, width: number, color: string): string {
	return width === 0 ? '' : `<rect x="${x}" width="${width}" height="${height}" fill="#${color}"/>`;
}

function sheen(width: number): string {
	return (
		'<linearGradient id="s" x2="0" y2="1"><stop stop-color="#fff" stop-opacity=".13"/><stop offset="1" stop-opacity=".13"/></linearGradient>' +
		`<rect width="${width}" height="${height}" fill="url(#s)"/>`
	);
}

/** Draws a text that is as wide as it was measured, in whichever of dark and light reads better. */
function text(content: string, x: number, background: string): string {
	return `<text x="${x}" y="${baseline}" fill="#${inkOn(background)}" textLength="${textWidth(content)}" lengthAdjust="spacingAndGlyphs">${escapeXml(content)}</text>`;
}

function drawWheels(message: string, left: number): readonly string[] {
	return Array.from(message, (_, index) => {
		const x = left + gap + index * wheel + 0.5;
		return `<rect x="${x}" y="2" width="${wheel - 1}" height="16" rx="1.5" fill="#${badgeColors.black}"/>`;
	});
}

/** Draws each character in the middle of its wheel. */
function wheelsText(message: string, left: number): string {
	const centres = Array.from(message, (_, index) => left + gap + (index + 0.5) * wheel);
	return `<text x="${centres.join(' ')}" y="${baseline}" text-anchor="middle" fill="#${light}">${escapeXml(message)}</text>`;
}

const light = 'fffdf6';

/** The text colour with the higher contrast (WCAG 2.2, relative luminance). */
function inkOn(background: string): string {
	const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
		const channel = Number.parseInt(background.slice(start, start + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	return luminance > 0.18 ? badgeColors.black : light;
}

function defaultLabel(name: CounterName | undefined): string {
	return name === undefined || isObjectId(name) ? 'counter' : name;
}

/** Takes out what XML forbids and what turns a text's direction, and cuts what is too long. */
function cleanLabel(label: string): string {
	const clean = label
		.toWellFormed()
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g, '')
		.trim();
	const characters = Array.from(clean);
	return characters.length <= badgeLabelMaxLength
		? clean
		: `${characters.slice(0, badgeLabelMaxLength - 1).join('')}…`;
}

/** Reads a colour: a name of {@link badgeColors}, or 3 or 6 hexadecimal digits. */
function parseColor(input: string | null): string | undefined {
	const color = input?.toLowerCase().replace(/^#/, '') ?? '';
	if (Object.hasOwn(badgeColors, color)) return badgeColors[color as keyof typeof badgeColors];
	if (/^[0-9a-f]{6}$/.test(color)) return color;
	return /^[0-9a-f]{3}$/.test(color) ? color.replace(/./g, '$&$&') : undefined;
}

function escapeXml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
