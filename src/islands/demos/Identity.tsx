import type { JSX, TargetedSubmitEvent } from 'preact';
import type { CounterInspection, PrivateCounter } from '../../core/contract/answers';
import { apiPaths, counterApi, counterPage } from '../../core/contract/paths';
import { normalizeName } from '../../core/contract/name';
import { ask, isFailure } from '../shared/ask';
import { NameField } from '../shared/NameField';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Reset } from './controls';

/** One object that was met; in a list the newest is first. */
interface Met {
	/** Absent for a private counter. */
	readonly name: string | undefined;
	readonly id: string;
	readonly value: number;
	/** Whether its name was typed before. */
	readonly isKnown: boolean;
}

/** How many objects are listed. */
const listed = 5;

/** A name leads to an object and its id. Without JavaScript both forms lead to the counter's page. */
export function Identity(): JSX.Element {
	const task = useTask<readonly Met[]>();

	function look(event: TargetedSubmitEvent<HTMLFormElement>): void {
		if (event.submitter?.getAttribute('value') === 'open') return;
		event.preventDefault();
		const name = normalizeName(String(new FormData(event.currentTarget).get('name')));
		// The browser has checked that it is one.
		if (!name) return;
		const met = task.result ?? [];
		task.run(async () => {
			const object = await ask<CounterInspection>('GET', counterApi(name, 'inspect'));
			if (isFailure(object)) return object;
			const { id, value } = object;
			const isKnown = met.some((other) => other.id === id);
			return [{ name, id, value, isKnown }, ...met.filter((other) => other.id !== id)];
		});
	}

	function create(event: TargetedSubmitEvent<HTMLFormElement>): void {
		event.preventDefault();
		const met = task.result ?? [];
		task.run(async () => {
			const made = await ask<PrivateCounter>('POST', apiPaths.counters);
			return isFailure(made) ? made : [{ ...made, name: undefined, isKnown: false }, ...met];
		});
	}

	return (
		<>
			<form class="chooser" method="get" action="/counters" onSubmit={look}>
				<label for="demo-name">Open a counter by name</label>
				<div class="chooser-row">
					<NameField id="demo-name" />
				</div>
				<p class="demo-buttons">
					<button class="button" type="submit" aria-disabled={task.isBusy || task.isBlocked}>
						Show its object
					</button>
					<button class="button button-quiet" type="submit" value="open">
						Open its page
					</button>
				</p>
			</form>
			<form class="demo-buttons" method="post" action={apiPaths.counters} onSubmit={create}>
				<button
					class="button button-quiet"
					type="submit"
					aria-disabled={task.isBusy || task.isBlocked}
				>
					Make a private counter
				</button>
				<span class="scripted">
					<Reset task={task} />
				</span>
			</form>
			<ol class="demo-objects">
				{task.result?.slice(0, listed).map(({ name, id, value }) => (
					<li key={id}>
						<p>
							<a href={counterPage(name ?? id)}>{name ?? 'A private counter, by its link only'}</a>
							<span class="demo-value">{value}</span>
						</p>
						<code>{id}</code>
					</li>
				))}
			</ol>
			<Status task={task} done={task.result?.[0] && summary(task.result[0])} />
		</>
	);
}

function summary({ name, id, value, isKnown }: Met): string {
	const shortId = `${id.slice(0, 8)}…`;
	if (name === undefined) return `Made object ${shortId} Its link is the only way to it.`;
	return `At ${value}, ${name} is ${isKnown ? 'again ' : ''}object ${shortId}`;
}
