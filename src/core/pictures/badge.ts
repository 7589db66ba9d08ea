import { type BadgeOptions, badgeColors } from './badge-options';
import { box, drawSheen, height } from './badge-shapes';
import { readsRightToLeft } from './clean-label';
import { textWidth } from './text-width';
import { drawTrend, type Trend, trendText, trendWidth } from './trend';

/** The text on the right of a badge. */
export interface BadgeMessage {
	readonly text: string;
	/** Present if the text is not a value: the colour of the badge, as six hexadecimal digits. */
	readonly errorColor?: string;
	/** The values that led to it, the oldest first; absent if the badge does not show them. */
	readonly trend?: Trend | undefined;
}

/** A badge as data, in the endpoint schema of shields.io. */
export interface BadgeDocument {
	readonly schemaVersion: 1;
	readonly label: string;
	readonly message: string;
	readonly color: string;
	readonly isError?: true;
}

/** The message for a counter that cannot be reached. */
export const unavailableMessage: BadgeMessage = {
	text: 'unavailable',
	errorColor: badgeColors.grey,
};

/** The message for an address without a valid name. */
export const invalidMessage: BadgeMessage = { text: 'invalid name', errorColor: badgeColors.red };

/**
 * The message for a value.
 *
 * @param trend the values that led to it, if the badge shows them
 */
export function valueMessage(value: number, trend?: Trend): BadgeMessage {
	return { text: String(value), trend };
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
 * Draws a badge as SVG, 20 pixels high. Each text gets the width that its characters need, and
 * `textLength` holds it to that width, so it cannot overflow in any font. The text is centred for
 * renderers that ignore `textLength`. Nothing in it has an id or depends on the page around it, so
 * badges can be inlined side by side.
 */
export function drawBadge({ label, color, style }: BadgeOptions, message: BadgeMessage): string {
	const fill = message.errorColor ?? color;
	const words = message.trend ? `${message.text}, ${trendText(message.trend)}` : message.text;
	const title = escapeXml(label === '' ? words : `${label}: ${words}`);
	const left = label === '' ? 0 : widthOf(label) + 2 * padding;
	// Wheels are for digits: a text that is no value is drawn as plain text.
	const onWheels = style === 'wheels' && message.errorColor === undefined;
	const before = message.trend ? trendWidth + padding : 0;
	const right = onWheels ? wheelsWidth(message.text) : before + widthOf(message.text) + 2 * padding;
	const width = left + right;
	const radius = style === 'flat-square' ? 0 : 3;

	const parts = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
		`<title>${title}</title>`,
		`<g ${inherited}>`,
		...(label === ''
			? [box({ x: 0, width, color: fill, radius })]
			: [
					// It reaches one pixel below the label's box: at a fraction of a pixel no seam shows.
					box({ x: left - 1, width: right + 1, color: fill, radius, square: 'left' }),
					box({ x: 0, width: left, color: badgeColors.black, radius, square: 'right' }),
				]),
		...(onWheels ? drawWheels(message.text, left) : []),
		...(style === 'flat' || style === 'trend' ? [drawSheen(width)] : []),
		...(message.trend ? [drawTrend(message.trend, left + padding, inkOn(fill))] : []),
		...(label === '' ? [] : [text(label, padding, badgeColors.black)]),
		...(onWheels
			? [wheelsText(message.text, left)]
			: [text(message.text, left + before + padding, fill)]),
		'</g></svg>',
	];
	return parts.join('');
}

const fontSize = 11;
const padding = 6;
const baseline = 14;

/** The width of a wheel and the gap at both ends of the row. */
const wheel = 10;
const gap = 2;

/** What a page's styles would else pass on to a badge that is inlined in it. */
const inherited = `font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="${fontSize}" font-style="normal" font-variant="normal" font-weight="400" letter-spacing="0" word-spacing="0" text-anchor="middle" direction="ltr" writing-mode="horizontal-tb" fill-opacity="1" stroke="none"`;

function widthOf(text: string): number {
	return textWidth(text, fontSize);
}

function wheelsWidth(message: string): number {
	return message.length * wheel + 2 * gap;
}

/**
 * Draws a text at its measured width, in its own direction, and in dark or light,
 * whichever has the higher contrast.
 */
function text(content: string, x: number, background: string): string {
	const width = widthOf(content);
	const direction = readsRightToLeft(content) ? ' direction="rtl"' : '';
	return `<text x="${x + width / 2}" y="${baseline}"${direction} fill="#${inkOn(background)}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeXml(content)}</text>`;
}

function drawWheels(message: string, left: number): readonly string[] {
	return Array.from(message, (_, index) => {
		const x = left + gap + index * wheel + 0.5;
		return `<rect x="${x}" y="2" width="${wheel - 1}" height="16" rx="1.5" fill="#${badgeColors.black}"/>`;
	});
}

/** Draws each character in the middle of its wheel. Not every renderer reads a list of places. */
function wheelsText(message: string, left: number): string {
	const characters = Array.from(message, (character, index) => {
		const x = left + gap + (index + 0.5) * wheel;
		return `<tspan x="${x}">${escapeXml(character)}</tspan>`;
	});
	return `<text y="${baseline}" fill="#${light}">${characters.join('')}</text>`;
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

/** Also escapes what Markdown and templates would read as markup where a badge is inlined. */
function escapeXml(text: string): string {
	return text.replace(/[&<>"'*_`~[\]{}\\$|]/g, (character) => `&#${character.charCodeAt(0)};`);
}
