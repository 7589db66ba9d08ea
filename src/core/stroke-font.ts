/** A straight stroke from one point to another: x, y, x, y. */
export type Segment = readonly [number, number, number, number];

/** A text as strokes of a pen. */
export interface Lettering {
	readonly segments: readonly Segment[];
	/** From the first stroke to the last; a pen of some breadth adds half of it on both sides. */
	readonly width: number;
}

/** From the top of a digit to the line it stands on. */
export const capHeight = 6;

const bowl = 'M2 2C3.2 2 4 2.8 4 4C4 5.2 3.2 6 2 6C.8 6 0 5.2 0 4C0 2.8 .8 2 2 2';
const arch = 'M0 4C0 2.7 .8 2 1.9 2C3 2 3.6 2.7 3.6 4L3.6 6';

/**
 * The characters of names and values as the path of a pen: `M` lifts it to a point, `L` draws a
 * line, `C` a cubic curve. Small letters stand from 2 to 6; 0 is the top and 8 the lowest point.
 */
const glyphs: Readonly<Record<string, string>> = {
	'0': 'M2 0C3.3 0 4 1.2 4 3C4 4.8 3.3 6 2 6C.7 6 0 4.8 0 3C0 1.2 .7 0 2 0',
	'1': 'M.4 1.3L2 0L2 6M.4 6L3.6 6',
	'2': 'M.2 1.6C.4 .5 1.1 0 2 0C3.2 0 3.9 .7 3.9 1.7C3.9 3.2 1.4 4.2 .1 6L4 6',
	'3': 'M.2 1.2C.6 .4 1.2 0 2 0C3.1 0 3.8 .6 3.8 1.5C3.8 2.4 3.1 2.9 2 2.9L1.5 2.9M2 2.9C3.2 2.9 4 3.5 4 4.5C4 5.4 3.2 6 2 6C1.1 6 .4 5.6 0 4.8',
	'4': 'M3 6L3 0L0 4.2L4 4.2',
	'5': 'M3.6 0L.6 0L.4 2.8C.9 2.4 1.4 2.2 2 2.2C3.2 2.2 4 3 4 4.1C4 5.2 3.2 6 2 6C1.1 6 .4 5.6 0 5',
	'6': 'M3.6 .8C3.2 .3 2.7 0 2.1 0C.8 0 0 1.4 0 3.4C0 5 .8 6 2 6C3.2 6 4 5.2 4 4.1C4 3 3.2 2.3 2.1 2.3C1 2.3 .2 3 .05 4',
	'7': 'M0 0L4 0L1.4 6',
	'8': 'M2 2.8C1 2.8 .3 2.3 .3 1.4C.3 .6 1 0 2 0C3 0 3.7 .6 3.7 1.4C3.7 2.3 3 2.8 2 2.8C.8 2.8 0 3.4 0 4.4C0 5.4 .8 6 2 6C3.2 6 4 5.4 4 4.4C4 3.4 3.2 2.8 2 2.8',
	'9': 'M.4 5.2C.8 5.7 1.3 6 1.9 6C3.2 6 4 4.6 4 2.6C4 1 3.2 0 2 0C.8 0 0 .8 0 1.9C0 3 .8 3.7 1.9 3.7C3 3.7 3.8 3 3.95 2',
	a: `${bowl}M4 2L4 6`,
	b: `M0 0L0 6${bowl}`,
	c: 'M3.7 2.8C3.3 2.3 2.7 2 2 2C.8 2 0 2.8 0 4C0 5.2 .8 6 2 6C2.7 6 3.3 5.7 3.7 5.2',
	d: `M4 0L4 6${bowl}`,
	e: 'M0 4L4 4C4 2.8 3.2 2 2 2C.8 2 0 2.8 0 4C0 5.2 .8 6 2 6C2.7 6 3.3 5.7 3.7 5.2',
	f: 'M2.4 .1C1.3 -.2 .9 .5 .9 1.5L.9 6M0 2L2.2 2',
	g: `${bowl}M4 2L4 6C4 7.3 3.2 8 2 8C1.2 8 .6 7.7 .2 7.2`,
	h: `M0 0L0 6${arch}`,
	i: 'M0 2L0 6M0 .4L0 .4',
	j: 'M1 2L1 6.8C1 7.6 .6 8 0 8M1 .4L1 .4',
	k: 'M0 0L0 6M3 2L0 4.6M1.2 3.6L3.4 6',
	l: 'M0 0L0 5.2C0 5.8 .4 6 .9 6',
	m: 'M0 2L0 6M0 3.6C0 2.6 .6 2 1.4 2C2.3 2 2.8 2.6 2.8 3.6L2.8 6M2.8 3.6C2.8 2.6 3.4 2 4.2 2C5.1 2 5.6 2.6 5.6 3.6L5.6 6',
	n: `M0 2L0 6${arch}`,
	o: bowl,
	p: `M0 2L0 8${bowl}`,
	q: `M4 2L4 8${bowl}`,
	r: 'M0 2L0 6M0 4C0 2.8 .8 2 2.2 2',
	s: 'M2.9 2.6C2.5 2.2 2.1 2 1.5 2C.7 2 .1 2.3 .1 3C.1 4.4 3 3.5 3 5C3 5.7 2.3 6 1.5 6C.9 6 .4 5.8 0 5.3',
	t: 'M.9 .6L.9 4.8C.9 5.7 1.4 6.1 2.4 5.9M0 2L2.3 2',
	u: 'M0 2L0 4C0 5.3 .7 6 1.7 6C2.8 6 3.6 5.3 3.6 4M3.6 2L3.6 6',
	v: 'M0 2L1.8 6L3.6 2',
	w: 'M0 2L1.3 6L2.6 2.4L3.9 6L5.2 2',
	x: 'M0 2L3.4 6M3.4 2L0 6',
	y: 'M0 2L1.9 6M3.6 2L1.9 6C1.3 7.3 .9 8 0 8',
	z: 'M0 2L3.2 2L0 6L3.2 6',
	'.': 'M0 6L0 6',
	_: 'M0 7L3.6 7',
	'-': 'M0 3.6L2.6 3.6',
	'…': 'M0 6L0 6M1.6 6L1.6 6M3.2 6L3.2 6',
};

const letterGap = 1.7;
const wordGap = 1.4;

/** Writes a text from the origin to the right. A character that the pen does not know is left out. */
export function letter(text: string): Lettering {
	const segments: Segment[] = [];
	let x = 0;
	let width = 0;
	for (const character of text) {
		const strokes = character === ' ' ? [] : strokesOf(character);
		segments.push(...strokes.map(([a, b, c, d]): Segment => [a + x, b, c + x, d]));
		const right = Math.max(0, ...strokes.flatMap(([a, , c]) => [a, c]));
		width = x + right;
		x = width + (character === ' ' ? wordGap : letterGap);
	}
	return { segments, width };
}

/** Straight strokes that one curve is made of. */
const steps = 10;

function strokesOf(character: string): readonly Segment[] {
	const segments: Segment[] = [];
	let [x, y] = [0, 0];
	for (const [, command, points = ''] of (glyphs[character] ?? '').matchAll(/([MLC])([^MLC]*)/g)) {
		const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = points.trim().split(' ').map(Number);
		if (command === 'C') {
			const curve: Curve = [x, y, a, b, c, d, e, f];
			for (let step = 1; step <= steps; step++) {
				const [nextX, nextY] = pointOn(curve, step / steps);
				segments.push([x, y, nextX, nextY]);
				[x, y] = [nextX, nextY];
			}
			continue;
		}
		if (command === 'L') segments.push([x, y, a, b]);
		[x, y] = [a, b];
	}
	return segments;
}

type Curve = readonly [number, number, number, number, number, number, number, number];

function pointOn([a, b, c, d, e, f, g, h]: Curve, at: number): readonly [number, number] {
	const rest = 1 - at;
	const weights = [rest ** 3, 3 * rest ** 2 * at, 3 * rest * at ** 2, at ** 3];
	const blend = (...points: readonly number[]): number =>
		points.reduce((sum, point, index) => sum + point * (weights[index] ?? 0), 0);
	return [blend(a, c, e, g), blend(b, d, f, h)];
}
