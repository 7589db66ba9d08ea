import type { JSX } from 'preact';
import { apiPaths, counterApi, type WriteBudget } from '../../core/contract/api';
import { isBlocked, type Notice, refusal } from '../counter/card-state';
import { stateful } from '../stateful';
import { ask, drawName, isFailure } from './ask';
import { Button, Reset, Status } from './controls';
import { cellShares, type GaugeReading, levelAt } from './gauge-level';

/** How often the needle moves, in milliseconds. */
const frame = 100;

/** The reader's own write budget: it drains as they click and fills by itself. */
export const Gauge = stateful<{ burst: number }>((update, { burst }) => {
	let reading: GaugeReading | undefined;
	/** What every write waits for, so that there is something to drain. */
	let firstReading: Promise<void> | undefined;
	let notice: Notice | undefined;
	/** The counter of this reader; `undefined` until the first write. */
	let name: string | undefined;
	/** Writes that are not answered yet. */
	let flights = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function press(): Promise<void> {
		firstReading ??= read();
		await firstReading;
		if (isBlocked(notice, Date.now())) return;
		name ??= drawName();
		flights++;
		if (reading) reading = { ...reading, spent: reading.spent + 1 };
		move();
		const answer = await ask('POST', counterApi(name, 'increment'));
		flights--;
		if (isFailure(answer)) notice = refusal(answer.failed, answer.retryAfter, Date.now());
		if (flights === 0) await read();
		else move();
	}

	async function read(): Promise<void> {
		if (isOver()) notice = undefined;
		const budget = await ask<WriteBudget>('GET', apiPaths.limit);
		if (isFailure(budget)) notice = { text: budget.failed };
		else reading = { budget, at: Date.now(), spent: 0 };
		move();
	}

	/**
	 * Moves the needle until the budget is whole. Between two readings nothing is asked: what fills it
	 * is time alone. Only when a refusal is over its cost has to be read.
	 */
	function move(): void {
		clearTimeout(timer);
		update();
		if (isOver() && flights === 0) void read();
		else if (notice?.until !== undefined || level() < burst) timer = setTimeout(move, frame);
	}

	function isOver(): boolean {
		return notice?.until !== undefined && !isBlocked(notice, Date.now());
	}

	function level(): number {
		return reading ? levelAt(reading, Date.now()) : burst;
	}

	function reset(): void {
		name = undefined;
		// A refusal outlives the reset: the site would refuse again.
		if (notice?.until === undefined) notice = undefined;
		void read();
	}

	return () => {
		const task = { isBusy: false, isBlocked: isBlocked(notice, Date.now()), notice };
		const left = Math.floor(level());
		return (
			<>
				<meter class="visually-hidden" aria-label="Writes left" max={burst} value={left} />
				<Cells level={level()} burst={burst} isBlocked={task.isBlocked} />
				<p class="gauge-level" aria-hidden="true">
					{reading ? left : '–'} of {burst} writes left
				</p>
				<p class="demo-buttons">
					<Button task={task} onPress={() => void press()}>
						Write, as fast as you can
					</Button>
					<Reset task={{ isIdle: false, reset }} />
				</p>
				<Status task={task} done={reading && level() >= burst && 'The budget is whole.'} />
			</>
		);
	};
});

interface CellsProps {
	level: number;
	burst: number;
	isBlocked: boolean;
}

/** The budget as a row of cells, filled from the left. */
function Cells({ level, burst, isBlocked }: CellsProps): JSX.Element {
	const shares = cellShares(level, burst);
	return (
		<svg
			class={isBlocked ? 'gauge gauge-blocked' : 'gauge'}
			viewBox={`0 0 ${shares.length * 20} 24`}
			aria-hidden="true"
		>
			{shares.map((share, cell) => (
				<g key={cell}>
					<rect class="gauge-cell" x={cell * 20 + 1} y="1" width="18" height="22" rx="2" />
					<rect class="gauge-fill" x={cell * 20 + 1} y="1" width={18 * share} height="22" rx="2" />
				</g>
			))}
		</svg>
	);
}
