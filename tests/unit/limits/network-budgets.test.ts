import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientKey, networkKey, unknownClient } from '../../../src/core/limits/client-key';
import { createNetworkBudgets, networkPolicy } from '../../../src/core/limits/network-budgets';
import { contract } from '../../policy';
import { full, isMapped, native } from './ipv6-text-forms';

const start = 1_700_000_000_000;
const policy = networkPolicy(contract);

test('two addresses are in one network exactly if their first 48 bits are the same', () => {
	fc.assert(
		fc.property(native, native, fc.nat({ max: 127 }), (one, other, bit) => {
			const network = networkKey(clientKey(full(one)));
			const sibling = [...one.slice(0, 3), ...other.slice(3)];
			if (!isMapped(sibling)) expect(networkKey(clientKey(full(sibling)))).toBe(network);
			const changed = one.map((group, index) =>
				index === bit >> 4 ? group ^ (1 << (bit & 15)) : group,
			);
			fc.pre(!isMapped(changed));
			const isSame = networkKey(clientKey(full(changed))) === network;
			expect(isSame).toBe(bit >= 48);
		}),
		{ numRuns: 1000 },
	);
});

test('the key of a network is no key of a client, so the two share no limiter', () => {
	fc.assert(
		fc.property(native, native, (one, other) => {
			const network = networkKey(clientKey(full(one)));
			expect(network).toMatch(/^[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}::\/48$/);
			expect(network).not.toBe(clientKey(full(other)));
		}),
	);
});

test('an IPv4 address and a client without an address have no network', () => {
	for (const address of ['192.0.2.1', '::ffff:192.0.2.1', 'nonsense', null]) {
		expect(networkKey(clientKey(address))).toBeUndefined();
	}
	expect(networkKey(unknownClient)).toBeUndefined();
});

test('the clients of a network may write 100 times at once and 20 times a second, and no more', () => {
	const networks = createNetworkBudgets(10);
	const admitted = (from: number, to: number): number => {
		let count = 0;
		for (let now = from; now < to; now++) {
			if (networks.admit('a', now, policy, 1).allowed) count++;
		}
		return count;
	};
	// One write each millisecond.
	expect(admitted(start, start + 1000)).toBe(100 + 19);
	expect(admitted(start + 1000, start + 61_000)).toBe(60 * 20);
});

test('a refused network waits a twentieth of a second at most, and no refusal makes it longer', () => {
	const networks = createNetworkBudgets(10);
	for (let write = 0; write < 1000; write++) {
		const decision = networks.admit('a', start, policy, 1);
		if (!decision.allowed) expect(decision.wait).toBe(50);
	}
	expect(networks.admit('a', start + 50, policy, 1).allowed).toBe(true);
	expect(networks.admit('b', start, policy, 1).allowed).toBe(true);
});

test('a clock that is set by an hour makes no network wait longer than five seconds', () => {
	for (const step of [-3_600_000, 3_600_000]) {
		const networks = createNetworkBudgets(10);
		while (networks.admit('a', start, policy, 1).allowed);
		const decision = networks.admit('a', start + step, policy, 1);
		if (!decision.allowed) expect(decision.wait).toBeLessThanOrEqual(5000);
		expect(networks.admit('a', start + step + 5000, policy, 1).allowed).toBe(true);
	}
});

test('no more clients and networks are remembered than there is room for', () => {
	const networks = createNetworkBudgets(3);
	for (const client of ['a', 'b', 'c', 'd']) networks.remember(client);
	expect(['a', 'b', 'c', 'd'].map(networks.knows)).toEqual([false, true, true, true]);
	while (networks.admit('a', start, policy, 1).allowed);
	for (const network of ['b', 'c', 'd']) networks.admit(network, start, policy, 1);
	expect(networks.admit('a', start, policy, 1).allowed).toBe(true);
});
