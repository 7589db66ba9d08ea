import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTask } from '../../../src/islands/demos/task';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A promise that is kept when the test says so. */
function deferred<Value>() {
	let resolve: (value: Value) => void = () => undefined;
	const promise = new Promise<Value>((keep) => {
		resolve = keep;
	});
	return { promise, resolve };
}

test('a task shows what it has before it has all, and runs once at a time', async () => {
	const update = vi.fn();
	const task = createTask<string>(update);
	const { promise, resolve } = deferred<string>();
	expect(task.isIdle).toBe(true);
	task.run((show) => {
		show('some');
		return promise;
	});
	expect(task).toMatchObject({ isBusy: true, isIdle: false, result: 'some' });
	task.run(async () => 'other');
	resolve('all');
	await vi.advanceTimersByTimeAsync(0);
	expect(task).toMatchObject({ isBusy: false, result: 'all' });
	expect(update).toHaveBeenCalled();
});

test('what comes after a reset goes unheard', async () => {
	const task = createTask<string>(() => undefined);
	const { promise, resolve } = deferred<string>();
	task.run(() => promise);
	task.reset();
	expect(task.isIdle).toBe(true);
	resolve('late');
	await vi.advanceTimersByTimeAsync(0);
	expect(task.isIdle).toBe(true);
});

test('a refusal blocks the task until its time has come, also over a reset', async () => {
	const update = vi.fn();
	const task = createTask<string>(update);
	task.run(async () => ({ failed: 'Too many writes', retryAfter: 2 }));
	await vi.advanceTimersByTimeAsync(0);
	expect(task).toMatchObject({ isBusy: false, isBlocked: true });
	task.reset();
	task.run(async () => 'too early');
	await vi.advanceTimersByTimeAsync(1999);
	expect(task).toMatchObject({ notice: { text: 'Too many writes' }, result: undefined });
	update.mockClear();
	await vi.advanceTimersByTimeAsync(1);
	expect(task.isBlocked).toBe(false);
	expect(update).toHaveBeenCalled();
	task.run(async () => 'in time');
	await vi.advanceTimersByTimeAsync(0);
	expect(task.result).toBe('in time');
});

test('a failure that says no time does not block', async () => {
	const task = createTask<string>(() => undefined);
	task.run(async () => ({ failed: 'No answer came' }));
	await vi.advanceTimersByTimeAsync(0);
	expect(task).toMatchObject({ notice: { text: 'No answer came' }, isBlocked: false });
	task.reset();
	expect(task.isIdle).toBe(true);
});
