import { expect, inject, test } from 'vitest';
import { size } from '../size';
import { freshName, post, randomAddress, send } from './http';
import { watch, type Watcher } from './watch';

const site = inject('siteUrl');
const watchers = size(60, 1000);
const socketsPerClient = 10;
/** In milliseconds. */
const attackTime = size(2000, 10_000);

/** Opens the sockets of many clients to one counter, a hundred at a time. */
async function openWatchers(name: string): Promise<readonly Watcher[]> {
	const opened: Watcher[] = [];
	while (opened.length < watchers) {
		const count = Math.min(100, watchers - opened.length);
		const clients = Array.from({ length: count / socketsPerClient }, randomAddress);
		const sockets = clients.flatMap((client) =>
			Array.from({ length: socketsPerClient }, () =>
				watch(site, name, { 'CF-Connecting-IP': client }),
			),
		);
		opened.push(...(await Promise.all(sockets)));
	}
	return opened;
}

/** Reads a counter again and again for a time, and returns the times that it took, in order. */
async function measureReads(name: string, milliseconds: number): Promise<readonly number[]> {
	const times: number[] = [];
	const end = performance.now() + milliseconds;
	while (performance.now() < end) {
		const began = performance.now();
		const { status } = await send(`${site}/api/${name}/value`);
		times.push(performance.now() - began);
		if (status !== 200) throw new Error(`a read was answered ${status}`);
	}
	return times.sort((a, b) => a - b);
}

/** Opens and closes sockets as one client, as fast as it can, until it is stopped. */
function attack(name: string) {
	const client = { 'CF-Connecting-IP': randomAddress() };
	let isRunning = true;
	const counts = { opened: 0, refused: 0 };
	const done = (async () => {
		while (isRunning) {
			await watch(site, name, client).then(
				({ close }) => {
					counts.opened++;
					close();
				},
				() => counts.refused++,
			);
		}
	})();
	return {
		async stop() {
			isRunning = false;
			await done;
			return counts;
		},
	};
}

test('one client that joins and leaves as fast as it can slows down no read and floods no watcher', async () => {
	const name = freshName('crowd');
	const crowd = await openWatchers(name);
	await expect
		.poll(() => crowd.every(({ messages }) => messages.at(-1)?.watchers === watchers))
		.toBe(true);
	const before = await measureReads(name, attackTime / 2);
	const sent = crowd.reduce((sum, { messages }) => sum + messages.length, 0);

	const attacker = attack(name);
	const began = performance.now();
	const attacked = await measureReads(name, attackTime);
	const { opened, refused } = await attacker.stop();
	const seconds = (performance.now() - began) / 1000;
	const messages = crowd.reduce((sum, { messages }) => sum + messages.length, 0) - sent;
	// On both sides of the attack, since the machine may have become busier.
	const after = await measureReads(name, attackTime / 2);
	const idle = [...before, ...after].sort((a, b) => a - b);

	await post(`${site}/api/${name}/increment`);
	await expect.poll(() => crowd.every(({ messages }) => messages.at(-1)?.value === 1)).toBe(true);
	for (const { close } of crowd) close();

	const half = (times: readonly number[]) => times[Math.floor(times.length / 2)] ?? 0;
	console.log(
		`audience: ${watchers} watchers, ${opened} sockets opened and ${refused} refused in ` +
			`${seconds.toFixed(1)} s, ${messages} messages to the watchers, ` +
			`p50 of a read ${half(idle).toFixed(2)} ms idle and ${half(attacked).toFixed(2)} ms then`,
	);
	expect(opened).toBeLessThanOrEqual(31 + Math.ceil(seconds));
	// A round each two seconds, one at their start.
	expect(messages).toBeLessThanOrEqual(watchers * (Math.ceil(seconds / 2) + 1));
	// On a busy machine only the larger run says something about times.
	if (watchers === 1000) expect(half(attacked)).toBeLessThan(2 * half(idle));
}, 120_000);
