import type { JSX } from 'preact';
import { lanes, type Step } from './sequence';

/** The size of the drawing, in its own units; as wide as a phone, so that its text can be read there. */
const laneWidth = 57;
const headHeight = 18;
const stepHeight = 18;

const centre = (lane: Step['from']): number => (lanes.indexOf(lane) + 0.5) * laneWidth;

interface Props {
	what: string;
	steps: readonly Step[];
}

/** A request as a sequence diagram, and below it the same as text: the numbers are those of the list. */
export function Sequence({ what, steps }: Props): JSX.Element {
	const width = lanes.length * laneWidth;
	const height = headHeight + (steps.length + 0.5) * stepHeight;
	return (
		<div class="sequence">
			<svg
				viewBox={`0 0 ${width} ${height}`}
				role="img"
				aria-label={`Sequence diagram of ${what}: ${steps.length} messages, listed below`}
			>
				{lanes.map((lane) => (
					<g key={lane} class="lane">
						<text x={centre(lane)} y={headHeight - 7}>
							{lane}
						</text>
						<path d={`M${centre(lane)} ${headHeight}V${height}`} />
					</g>
				))}
				{steps.map((step, at) => (
					<Arrow key={at} step={step} number={at + 1} />
				))}
			</svg>
			<ol>
				{steps.map(({ from, to, text }, at) => (
					<li key={at}>
						{from} to {to}: {text}
					</li>
				))}
			</ol>
		</div>
	);
}

function Arrow({ step: { from, to }, number }: { step: Step; number: number }): JSX.Element {
	const y = headHeight + number * stepHeight;
	const [start, end] = [centre(from), centre(to)];
	const back = end > start ? -5 : 5;
	return (
		<g class="message">
			<path d={`M${start} ${y}H${end}m${back}-3.5L${end} ${y}l${back} 3.5`} />
			<text x={(start + end) / 2} y={y - 3}>
				{number}
			</text>
		</g>
	);
}
