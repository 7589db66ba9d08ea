import { counterApi } from '../../core/contract/paths';
import { isDemoName } from '../../core/contract/name';
import type { TaskReport } from '../../core/contract/tasks';
import { type Subscription, subscribe } from '../counter/live';
import { randomDemoName } from '../demos/random-demo-name';
import { ask, isFailure } from '../shared/ask';
import { addProgress, followProgress, readProgress } from './kept-progress';

/**
 * Gives the reader a counter for the tasks and watches it while they look at them. The object knows which
 * tasks are done: it is asked after each live message.
 */
export function watchTasks(section: HTMLElement): void {
	const place = section.querySelector<HTMLElement>('.tasks-counter');
	const code = place?.querySelector('code');
	const status = section.querySelector('.tasks-status');
	if (!place || !code || !status) return;
	const [command, drawn] = [code.textContent, place.dataset['drawn'] ?? ''];
	let name = '';
	let live: Subscription | undefined;
	let isInView = false;

	function use(counter: string): void {
		live?.setOpen(false);
		name = counter;
		if (code) code.textContent = command.replace(drawn, counter);
		live = subscribe(counter, (message) => {
			if (message) void look();
		});
		open();
	}

	function open(): void {
		live?.setOpen(isInView && !document.hidden);
	}

	/** Asks the object which tasks are done; says so if one of them is newly done, or if the reader asked. */
	async function look(isAsked = false): Promise<void> {
		const counter = name;
		const report = await ask<TaskReport>('GET', counterApi(counter, 'tasks'));
		if (counter !== name) return;
		if (isFailure(report)) {
			if (isAsked) say(`${report.failed}.`);
			return;
		}
		const known = readProgress().done;
		const done = report.tasks.flatMap((task) => (task.done ? [task.id] : []));
		const added = done.filter((id) => !known.includes(id));
		if (added.length > 0) {
			addProgress({ done, counter });
			say(`Done: ${added.map(titleOf).join('; ')}.`);
		} else if (isAsked) {
			say(`This counter has done ${done.length} of ${report.tasks.length} tasks.`);
		}
	}

	function titleOf(id: string): string {
		return section.querySelector(`[data-marks="${id}"] a`)?.textContent.trim() ?? id;
	}

	function say(sentence: string): void {
		if (status) status.textContent = sentence;
	}

	const [lookNow, drawAnew] = section.querySelectorAll('button.button');
	lookNow?.addEventListener('click', () => void look(true));
	drawAnew?.addEventListener('click', () => {
		addProgress({ counter: randomDemoName() });
		say('A new counter, at 0. Copy its line again.');
	});
	for (const button of [lookNow, drawAnew]) button?.setAttribute('aria-disabled', 'false');

	let kept: string | undefined;
	followProgress(({ counter }) => {
		const known = isDemoName(counter) ? counter : undefined;
		// Once all is forgotten the counter is another one, which is kept when something is done with it.
		if (known === undefined && kept !== undefined) use(randomDemoName());
		else if (known !== undefined && known !== name) use(known);
		kept = known;
	});
	if (kept === undefined) addProgress({ counter: randomDemoName() });

	document.addEventListener('visibilitychange', open);
	new IntersectionObserver((entries) => {
		isInView = entries.at(-1)?.isIntersecting ?? false;
		open();
	}).observe(section);
}
