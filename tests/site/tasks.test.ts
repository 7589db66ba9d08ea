import { randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { demoName } from '../../src/core/contract/name';
import { type TaskId, taskIds, type TaskReport } from '../../src/core/contract/tasks';
import { expectProblem } from './expect-problem';
import { freshName, post as postTo, randomAddress, type RequestOptions, send } from './http';
import { watch } from './watch';

const site = inject('siteUrl');

const freshDemo = (): string => demoName(randomBytes(16).toString('hex'));

function post(name: string, resource: string, options: RequestOptions = {}) {
	return postTo(`${site}/api/${name}/${resource}`, options);
}

const amountOf = (amount: number): RequestOptions => ({
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify({ amount }),
});

async function done(name: string): Promise<readonly TaskId[]> {
	const { status, text } = await send(`${site}/api/${name}/tasks`);
	expect(status).toBe(200);
	const { tasks } = JSON.parse(text) as TaskReport;
	expect(tasks.map(({ id }) => id)).toEqual(taskIds);
	return tasks.filter((task) => task.done).map(({ id }) => id);
}

/** What a reader does, task by task, each on a counter of its own. */
const ways: Readonly<Record<TaskId, (name: string) => Promise<void>>> = {
	async 'forty-two'(name) {
		await post(name, 'increment', amountOf(40));
		expect(await done(name)).toEqual([]);
		await post(name, 'increment', amountOf(2));
		await post(name, 'increment');
	},

	async 'send-twice'(name) {
		const headers = { 'Idempotency-Key': '"my-write"' };
		await post(name, 'increment', { headers });
		expect(await done(name)).toEqual([]);
		expect((await post(name, 'increment', { headers })).headers['idempotency-replayed']).toBe(
			'true',
		);
	},

	async 'ten-at-once'(name) {
		const client = randomAddress();
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => post(name, 'increment', { client })),
		);
		expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
	},

	async outlive(name) {
		await post(name, 'increment');
		await post(name, 'restart');
		expect(await done(name)).toEqual([]);
		await post(name, 'increment');
	},

	async 'be-watched'(name) {
		const watchers = [await watch(site, name), await watch(site, name)];
		await expect.poll(() => watchers[0]?.messages.at(-1)?.watchers).toBe(2);
		await post(name, 'increment');
		for (const { close } of watchers) close();
	},
};

test.each(taskIds)('the object sees that %s is done', async (id) => {
	const name = freshDemo();
	expect(await done(name)).toEqual([]);
	await ways[id](name);
	expect(await done(name)).toEqual([id]);
});

test('only the objects of demos check tasks', async () => {
	expectProblem(await send(`${site}/api/${freshName()}/tasks`), 'invalid-name');
});
