import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { penaltyWait } from '../../core/penalty';

interface Props {
	/** The wait after the first refusal, in milliseconds. */
	penalty: number;
	/** The longest wait, in milliseconds. */
	penaltyCap: number;
}

/** How many refusals in a row the curve shows. */
const most = 9;

/** The size of the picture, in its own units. */
const picture = {
	width: 320,
	height: 140,
	margin: { top: 12, right: 12, bottom: 22, left: 34 },
};

/** How long a client waits that is refused again and again, for as many refusals as a slider says. */
export function PenaltyCurve({ penalty, penaltyCap }: Props): JSX.Element {
	const [strikes, setStrikes] = useState(4);
	const waits = Array.from({ length: most }, (_, index) =>
		penaltyWait(index + 1, { penalty, penaltyCap, penaltyMemory: 0 }),
	);
	const { width, height, margin } = picture;
	const points = waits.map((wait, index) => ({
		x: margin.left + (index / (most - 1)) * (width - margin.left - margin.right),
		y: height - margin.bottom - (wait / penaltyCap) * (height - margin.top - margin.bottom),
	}));
	const chosen = points[strikes - 1];
	const sentence = `After ${strikes === 1 ? '1 refusal' : `${strikes} refusals in a row`}: ${(waits[strikes - 1] ?? 0) / 1000} s to wait.`;

	return (
		<figure class="curve">
			<svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
				<path
					class="curve-axis"
					d={`M${margin.left} ${margin.top}V${height - margin.bottom}H${width - margin.right}`}
				/>
				<polyline class="curve-line" points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
				{points.map(({ x, y }) => (
					<circle key={x} class="curve-point" cx={x} cy={y} r="3" />
				))}
				{chosen && <circle class="curve-chosen" cx={chosen.x} cy={chosen.y} r="7" />}
				<text class="curve-text" x="2" y={margin.top + 4}>
					{penaltyCap / 1000} s
				</text>
				<text class="curve-text" x="2" y={height - margin.bottom + 4}>
					0 s
				</text>
				<text class="curve-text" x={margin.left} y={height - 2}>
					1st refusal
				</text>
				<text class="curve-text curve-end" x={width - margin.right} y={height - 2}>
					{most}th
				</text>
			</svg>
			<figcaption>
				<label for="penalty-strikes">Refusals in a row</label>
				<input
					id="penalty-strikes"
					type="range"
					min={1}
					max={most}
					defaultValue="4"
					aria-valuetext={sentence}
					onInput={({ currentTarget }) => setStrikes(Number(currentTarget.value))}
				/>
				<output for="penalty-strikes">{sentence}</output>
			</figcaption>
		</figure>
	);
}
