import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { WriteBudget } from '../../core/contract/answers';
import { apiPaths, counterApi } from '../../core/contract/paths';
import { ask, isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { type Notice, refusal } from '../shared/notice';
import { Status } from '../shared/Status';
import { useExpiry } from '../shared/use-expiry';
import { useTicks } from '../shared/use-ticks';
import { Reset } from './controls';
import { randomDemoName } from './random-demo-name';
import { cellShares, type GaugeReading, levelAt } from './gauge-level';

/** How often the level is drawn, in milliseconds. */
const frame = 100;

/** The reader's own write budget: it drains as they click and fills by itself. */
export function Gauge({ burst }: { burst: number }): JSX.Element {
	const [reading, setReading] = useState<GaugeReading>();
	const [notice, setNotice] = useState<Notice>();
	/** Every write waits for it, so that there is something to drain. */
	const firstReading = useRef<Promise<void>>();
	/** The counter of this reader; `undefined` until the first write. */
	const name = useRef<string>();
	/** How many writes are not answered yet. */
	const unanswered = useRef(0);

	async function read(): Promise<void> {
		const budget = await ask<WriteBudget>('GET', apiPaths.limit);
		if (isFailure(budget)) setNotice({ text: budget.failed });
		else setReading({ budget, at: performance.now(), spent: 0 });
	}

	async function write(): Promise<void> {
		firstReading.current ??= read();
		await firstReading.current;
		name.current ??= randomDemoName();
		unanswered.current++;
		setReading((reading) => reading && { ...reading, spent: reading.spent + 1 });
		const answer = await ask('POST', counterApi(name.current, 'increment'));
		unanswered.current--;
		if (isFailure(answer)) setNotice(refusal(answer.failed, answer.retryAfter, performance.now()));
		if (unanswered.current === 0) await read();
	}

	function reset(): void {
		name.current = undefined;
		// A refusal outlives the reset: the site would refuse again.
		setNotice((notice) => (notice?.until === undefined ? undefined : notice));
		void read();
	}

	// Between two readings nothing is requested: the budget fills with time alone. Only when a refusal
	// is over, what it cost has to be read.
	const until = notice?.until;
	useExpiry(until, () => {
		setNotice(undefined);
		if (unanswered.current === 0) void read();
	});

	const level = reading ? levelAt(reading, performance.now()) : burst;
	const left = Math.floor(level);
	const isBlocked = until !== undefined;
	const task = { isBusy: false, isBlocked, notice };
	useTicks(frame, isBlocked || level < burst);

	return (
		<>
			<meter class="visually-hidden" aria-label="Writes left" max={burst} value={left} />
			<Cells level={level} burst={burst} isBlocked={isBlocked} />
			<p class="gauge-level" aria-hidden="true">
				{reading ? left : '–'} of {burst} writes left
			</p>
			<p class="demo-buttons">
				<Button task={task} onPress={() => void write()}>
					Write, as fast as you can
				</Button>
				<Reset task={{ isIdle: false, reset }} />
			</p>
			<Status
				task={task}
				done={reading && level >= burst && 'The budget is whole.'}
				hasRun={isBlocked}
			/>
		</>
	);
}

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
