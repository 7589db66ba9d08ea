/** The height of a badge, in pixels. */
export const height = 20;

/** A filled part of a badge, as high as the badge. */
export interface Box {
	/** The left edge, in pixels. */
	readonly x: number;
	/** In pixels. */
	readonly width: number;
	/** Six hexadecimal digits. */
	readonly color: string;
	/** The radius of the corners, in pixels; 0 for right angles. */
	readonly radius: number;
	/** The side whose corners are right angles whatever the radius is. */
	readonly square?: 'left' | 'right';
}

/** Draws a box as one path: a `clipPath` would need an id, which two badges in a page would share. */
export function box({ x, width, color, radius, square }: Box): string {
	const [left, right] = [square === 'left' ? 0 : radius, square === 'right' ? 0 : radius];
	const side = (radius: number) => height - 2 * radius;
	const path = [
		`M${x + left} 0H${x + width - right}`,
		right === 0 ? `V${height}` : `${arc(right, 1, 1)}v${side(right)}${arc(right, -1, 1)}`,
		`H${x + left}`,
		left === 0 ? '' : `${arc(left, -1, -1)}v${-side(left)}${arc(left, 1, -1)}`,
		'z',
	];
	return `<path fill="#${color}" d="${path.join('')}"/>`;
}

/** A quarter of a circle, clockwise, that ends to the right or left and below or above. */
function arc(radius: number, right: 1 | -1, down: 1 | -1): string {
	return `a${radius} ${radius} 0 0 1 ${radius * right} ${radius * down}`;
}

/** The height of the sheen's first and last band: that of the rounded corners. */
const cap = 3;
/** The height of the bands between them. */
const band = 2;

/**
 * Draws a translucent gradient from white at the top to black at the bottom over a badge with
 * rounded corners. It consists of bands, because a `linearGradient` would need an id.
 */
export function drawSheen(width: number): string {
	const count = (height - 2 * cap) / band;
	const bands = Array.from({ length: count }, (_, index) => {
		const y = cap + (index + 0.5) * band;
		return `<path stroke="${grey(y)}" d="M0 ${y}h${width}"/>`;
	});
	const inner = width - 2 * cap;
	return [
		`<g fill-opacity=".13" stroke-opacity=".13" stroke-width="${band}">`,
		`<path fill="${grey(cap / 2)}" d="M0 ${cap}${arc(cap, 1, -1)}h${inner}${arc(cap, 1, 1)}z"/>`,
		...bands,
		`<path fill="${grey(height - cap / 2)}" d="M${width} ${height - cap}${arc(cap, -1, 1)}h${-inner}${arc(cap, -1, -1)}z"/>`,
		'</g>',
	].join('');
}

/** The grey of a gradient from white at the top of a badge to black at the bottom. */
function grey(y: number): string {
	const level = Math.round(255 * (1 - y / height));
	return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}
