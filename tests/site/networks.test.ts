/** Clients that have more addresses than one: a whole network of IPv6, or several IPv4 addresses. */
import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { networkFactor } from '../../src/core/limits/network-budgets';
import { type Answer, counterValue, freshName, post } from './http';
import { useSite } from './use-site';

/** No budget grows while a test runs. */
const burst = 4;
const site = useSite({ vars: { LIMIT_BURST: burst, LIMIT_INTERVAL_MS: '10h' } });
const together = burst * networkFactor;

/** The first 48 bits of the addresses of a network that no other test uses. */
function freshNetwork(): string {
	// Groups of four digits without a zero in front: the site's answers write them so (RFC 5952).
	const group = (): string => randomInt(0x1000, 0x10000).toString(16);
	return `2001:${group()}:${group()}`;
}

/** Has clients write to a counter one after another, each once; returns the answers. */
async function writeAsEach(name: string, clients: readonly string[]): Promise<Answer[]> {
	const answers: Answer[] = [];
	for (const client of clients) {
		answers.push(await post(`${site().url}/api/${name}/increment`, { client }));
	}
	return answers;
}

function count(answers: readonly Answer[], status: number): number {
	return answers.filter((answer) => answer.status === status).length;
}

/** Addresses of a network that are in as many different /64s. */
function addresses(network: string, many: number, first = 0): string[] {
	return Array.from(
		{ length: many },
		(_, index) => `${network}:${(first + index).toString(16)}::1`,
	);
}

test('a client that has a /48 and changes its /64 with every write may write ten times as often as one client', async () => {
	const [name, network] = [freshName(), freshNetwork()];
	const answers = await writeAsEach(name, addresses(network, together + 20));
	expect([count(answers, 200), count(answers, 429)]).toEqual([together, 20]);
	expect(answers.slice(0, together).every(({ status }) => status === 200)).toBe(true);
	expect(await counterValue(site().url, name)).toBe(together);
	expect(answers.at(-1)?.text).toContain(
		`The network of this client, ${network}::/48, wrote too often`,
	);

	// A neighbour elsewhere does not pay for it.
	const others = await writeAsEach(name, [`${freshNetwork()}::1`, '192.0.2.77']);
	expect(count(others, 200)).toBe(2);
});

test('clients of a network that are known already spend its budget too', async () => {
	const [name, network] = [freshName(), freshNetwork()];
	const clients = addresses(network, networkFactor + 2);
	const rounds = clients.flatMap((client) => Array<string>(burst).fill(client));
	const answers = await writeAsEach(name, rounds);
	expect(count(answers, 200)).toBe(together);
	expect(count(answers.slice(together), 429)).toBe(2 * burst);
});

test('a client alone in its network has the budget of one client', async () => {
	const name = freshName();
	const clients = Array<string>(burst + 2).fill(`${freshNetwork()}:1::1`);
	const answers = await writeAsEach(name, clients);
	expect([count(answers, 200), count(answers, 429)]).toEqual([burst, 2]);
	expect(answers.at(-1)?.text).toContain('This client wrote too often');
});
