import { type CounterName, isObjectId } from './name';
import type { IndexedPicture } from './png';
import { capHeight, letter, type Segment } from './stroke-font';

/** The size that Open Graph and Twitter ask of a large picture, in pixels. */
export const cardSize = { width: 1200, height: 630 } as const;

/** Colours at the ends of the two ramps: paper to ink, ink to chalk. */
const [paper, ink, chalk] = [0xf6f2e8, 0x1f1b14, 0xf8f0da];

/** Steps of a ramp, so that edges are smooth. */
const levels = 16;

const palette = [
	...Array.from({ length: levels }, (_, step) => mix(paper, ink, step / levels)),
	...Array.from({ length: levels + 1 }, (_, step) => mix(ink, chalk, step / levels)),
];

/** An index of the palette from which a stroke leads {@link levels} steps up. */
const [onPaper, onInk] = [0, levels];

/** The frame of the number. */
const frame = { left: 80, top: 80, right: 1120, bottom: 410, corner: 40 } as const;

/**
 * Draws a counter as the picture that links to it show.
 *
 * @param value absent if the counter cannot be reached
 */
export function drawCard(name: CounterName, value: number | undefined): IndexedPicture {
	const pixels = new Uint8Array(cardSize.width * cardSize.height);
	drawFrame(pixels);
	const shown = value === undefined ? 'unavailable' : String(value);
	write(pixels, shown, { ...numberBox, shade: onInk, weight: 0.95 });
	const title = isObjectId(name) ? `${name.slice(0, 12)}…` : name;
	write(pixels, title, { ...titleBox, shade: onPaper, weight: 0.75 });
	write(pixels, 'durable counters', { ...siteBox, shade: onPaper, weight: 0.7 });
	return { ...cardSize, palette, pixels };
}

/** Where a text may stand: in the middle between left and right, no higher than `size`. */
interface Box {
	readonly left: number;
	readonly right: number;
	readonly middle: number;
	readonly size: number;
}

const numberBox: Box = { left: 140, right: 1060, middle: 245, size: 190 };
const titleBox: Box = { left: 80, right: 1120, middle: 483, size: 54 };
const siteBox: Box = { left: 80, right: 1120, middle: 568, size: 26 };

/** Writes a text as large as its box allows; `weight` is the breadth of the pen in font units. */
function write(
	pixels: Uint8Array,
	text: string,
	{ left, right, middle, size, shade, weight }: Box & { shade: number; weight: number },
): void {
	const { segments, width } = letter(text);
	const scale = Math.min(size / capHeight, (right - left) / (width + weight));
	const x = (left + right - width * scale) / 2;
	const y = middle - (capHeight * scale) / 2;
	for (const [a, b, c, d] of segments) {
		const placed: Segment = [a * scale + x, b * scale + y, c * scale + x, d * scale + y];
		stroke(pixels, placed, (weight * scale) / 2, shade);
	}
}

/** Draws a stroke with round ends. What is drawn already is only ever made stronger. */
function stroke(pixels: Uint8Array, [ax, ay, bx, by]: Segment, radius: number, from: number): void {
	const [dx, dy] = [bx - ax, by - ay];
	const square = dx * dx + dy * dy;
	const reach = radius + 1;
	const top = Math.max(0, Math.floor(Math.min(ay, by) - reach));
	const bottom = Math.min(cardSize.height - 1, Math.ceil(Math.max(ay, by) + reach));
	const start = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
	const end = Math.min(cardSize.width - 1, Math.ceil(Math.max(ax, bx) + reach));
	for (let y = top; y <= bottom; y++) {
		for (let x = start; x <= end; x++) {
			const along = ((x - ax) * dx + (y - ay) * dy) / (square || 1);
			const at = Math.min(Math.max(along, 0), 1);
			const [ox, oy] = [x - ax - at * dx, y - ay - at * dy];
			shade(pixels, x, y, radius + 0.5 - Math.sqrt(ox * ox + oy * oy), from);
		}
	}
}

/** Fills a rectangle with round corners. */
function drawFrame(pixels: Uint8Array): void {
	const { left, top, right, bottom, corner } = frame;
	for (let y = top - 1; y <= bottom + 1; y++) {
		const oy = Math.max(top + corner - y, y - bottom + corner, 0);
		for (let ox = 0; ox <= corner + 1; ox++) {
			const coverage = corner + 0.5 - Math.sqrt(ox * ox + oy * oy);
			shade(pixels, left + corner - ox, y, coverage, onPaper);
			shade(pixels, right - corner + ox, y, coverage, onPaper);
		}
		const row = y * cardSize.width;
		const inside = pixels[row + left + corner] ?? 0;
		pixels.fill(inside, row + left + corner, row + right - corner);
	}
}

function shade(pixels: Uint8Array, x: number, y: number, coverage: number, from: number): void {
	if (coverage <= 0) return;
	const index = from + Math.round(Math.min(coverage, 1) * levels);
	const at = y * cardSize.width + x;
	if (index > (pixels[at] ?? 0)) pixels[at] = index;
}

/** The colour at a part, from 0 to 1, of the way between two. */
function mix(from: number, to: number, part: number): number {
	return [16, 8, 0].reduce((color, shift) => {
		const [a, b] = [(from >> shift) & 0xff, (to >> shift) & 0xff];
		return color | (Math.round(a + (b - a) * part) << shift);
	}, 0);
}
