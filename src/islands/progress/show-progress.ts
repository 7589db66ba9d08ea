import { forgetProgress } from './kept-progress';
import { showContinue } from './show-continue';
import { showMarks } from './show-marks';
import { showPrediction } from './show-prediction';
import { watchTasks } from './watch-tasks';

/** Shows what the reader has done before, and takes note of what they do now. */
export function showProgress(): void {
	for (const question of document.querySelectorAll<HTMLFieldSetElement>('.prediction')) {
		showPrediction(question);
	}
	const tasks = document.querySelector<HTMLElement>('.tasks');
	if (tasks) watchTasks(tasks);
	const keeper = document.querySelector<HTMLElement>('.progress-keeper');
	if (!keeper) return;
	showMarks();
	showContinue();
	const status = keeper.querySelector('[role="status"]');
	keeper.hidden = false;
	keeper.querySelector('button')?.addEventListener('click', () => {
		forgetProgress();
		if (status) status.textContent = 'Forgotten.';
	});
}
