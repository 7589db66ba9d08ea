import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, send } from './http';

/** One request that reached the site, and what the site answered. */
export interface Exchange {
	readonly path: string;
	readonly key: string | undefined;
	readonly answer: Answer;
	/** The client never saw the answer. */
	readonly isLost: boolean;
}

export interface LossyProxy {
	/** The origin, without a slash at its end. */
	readonly url: string;
	/** How many requests never reached the site. */
	lostRequests(): number;
	/** All others, in the order of the answers. */
	readonly exchanges: readonly Exchange[];
	close(): Promise<void>;
}

/**
 * Starts a proxy that loses messages as a bad network does: it closes the connection of some
 * requests before it forwards them, and of others after the site has answered.
 *
 * @param share how many of the requests, and of the answers, are lost: 0 to 1
 */
export async function startLossyProxy(site: string, share: number): Promise<LossyProxy> {
	const exchanges: Exchange[] = [];
	let lostRequests = 0;

	const server = createServer(async (incoming, outgoing) => {
		const body = Buffer.concat(await incoming.toArray());
		if (Math.random() < share) {
			lostRequests++;
			incoming.socket.destroy();
			return;
		}
		const { method = 'GET', url: path = '/' } = incoming;
		const {
			'content-type': type,
			'idempotency-key': key,
			'cf-connecting-ip': client,
		} = incoming.headersDistinct;
		const answer = await send(site + path, {
			method,
			headers: { ...(type && { 'Content-Type': type }), ...(key && { 'Idempotency-Key': key }) },
			body,
			client: String(client),
		}).catch((error: unknown) => ({ status: 502, headers: {}, text: String(error) }));
		const isLost = Math.random() < share;
		exchanges.push({ path, key: key?.join(), answer, isLost });
		if (isLost) incoming.socket.destroy();
		else outgoing.writeHead(answer.status, answer.headers).end(answer.text);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		lostRequests: () => lostRequests,
		exchanges,
		close: () => close(server),
	};
}

function close(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		server.close((error) => (error ? reject(error) : resolve()));
		server.closeAllConnections();
	});
}
