import type { JSX } from 'preact';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { apiPaths, counterApi, type WriteBudget } from '../../core/api';
import type { Notice } from '../card-state';
import { useCountdown } from '../use-countdown';
import { ask, drawName, isFailure } from './ask';
import { Button, Status } from './controls';
import { type GaugeReading, levelAt } from './gauge-level';
import { PenaltyCurve } from './PenaltyCurve';
import { refusal } from './use-task';

interface Props {
	/** Writes that a rested client may make at once. */
	burst: number;
	/** The wait after the first refusal, in milliseconds. */
	penalty: number;
	/** The longest wait, in milliseconds. */
	penaltyCap: number;
}

/** How often the needle moves, in milliseconds. */
const frame = 100;

/** The reader's own write budget: it drains as they click and fills by itself. */
export function Gauge({ burst, penalty, penaltyCap }: Props): JSX.Element {
	const [reading, setReading] = useState<GaugeReading>();
	const [notice, setNotice] = useState<Notice>();
	const [name, setName] = useState<string>();
	const [, tick] = useReducer((count: number, _: undefined) => count + 1, 0);
	/** Writes that are not answered yet. */
	const flights = useRef(0);
	const until = notice?.until;
	const isBlocked = until !== undefined && Date.now() < until;
	const level = reading && levelAt(reading, Date.now());
	const isFull = level === undefined || level >= burst;
	useCountdown(until);

	// Between two readings nothing is asked: what fills the budget is time alone.
	useEffect(() => {
		if (isFull) return;
		const timer = setInterval(() => tick(undefined), frame);
		return () => clearInterval(timer);
	}, [isFull]);

	// What a refusal costs is known again when it is over; the first reading needs no refusal.
	useEffect(() => {
		if (!isBlocked) void read();
	}, [isBlocked]);

	async function read(): Promise<void> {
		const budget = await ask<WriteBudget>('GET', apiPaths.limit);
		if (isFailure(budget)) setNotice({ text: budget.failed });
		else setReading({ budget, at: Date.now(), spent: 0 });
	}

	async function press(): Promise<void> {
		const counter = name ?? drawName();
		setName(counter);
		flights.current += 1;
		setReading((known) => known && { ...known, spent: known.spent + 1 });
		const answer = await ask('POST', counterApi(counter, 'increment'));
		flights.current -= 1;
		if (isFailure(answer)) setNotice(refusal(answer));
		if (flights.current === 0) await read();
	}

	/** A refusal outlives the reset: the site would refuse again. */
	function reset(): void {
		setName(undefined);
		if (!isBlocked) setNotice(undefined);
		void read();
	}

	return (
		<div class="stage">
			<meter
				class="visually-hidden"
				aria-label="Writes left"
				max={burst}
				value={Math.floor(level ?? burst)}
			/>
			<Cells level={level ?? burst} burst={burst} isBlocked={isBlocked} />
			<p class="gauge-level" aria-hidden="true">
				{level === undefined ? '–' : Math.floor(level)} of {burst} writes left
			</p>
			<p class="demo-buttons">
				<Button task={{ isBusy: false, isBlocked }} onPress={() => void press()}>
					Write, as fast as you can
				</Button>
				<Button task={{ isBusy: false, isBlocked: false }} isQuiet onPress={reset}>
					Start over
				</Button>
			</p>
			<Status
				task={{ isBusy: false, notice, isBlocked }}
				done={reading && isFull && 'The budget is whole.'}
			/>
			<PenaltyCurve penalty={penalty} penaltyCap={penaltyCap} />
		</div>
	);
}

interface CellsProps {
	level: number;
	burst: number;
	isBlocked: boolean;
}

/** One cell for each write of the budget, filled from the left. */
function Cells({ level, burst, isBlocked }: CellsProps): JSX.Element {
	return (
		<svg
			class={isBlocked ? 'gauge gauge-blocked' : 'gauge'}
			viewBox={`0 0 ${burst * 20} 24`}
			aria-hidden="true"
		>
			{Array.from({ length: burst }, (_, cell) => {
				const share = Math.max(0, Math.min(1, level - cell));
				return (
					<g key={cell}>
						<rect class="gauge-cell" x={cell * 20 + 1} y="1" width="18" height="22" rx="2" />
						<rect
							class="gauge-fill"
							x={cell * 20 + 1}
							y="1"
							width={18 * share}
							height="22"
							rx="2"
						/>
					</g>
				);
			})}
		</svg>
	);
}
