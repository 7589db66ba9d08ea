/** Which ports of this machine are free. */
import { createServer } from 'node:net';

/** Reports whether nothing on this machine listens on a port. */
export async function isFreePort(port: number): Promise<boolean> {
	for (const host of ['127.0.0.1', '::1']) {
		const error = await listen(port, host).catch((error: NodeJS.ErrnoException) => error);
		// Any other error is not the port's: a machine may have no IPv6.
		if (error instanceof Error && error.code === 'EADDRINUSE') return false;
	}
	return true;
}

/** Finds a port that nothing listens on. Something else may take it before it is used. */
export function freePort(): Promise<number> {
	return listen(0, '127.0.0.1');
}

/** Listens on a port for a moment and returns it; 0 is any free one. */
function listen(port: number, host: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, host, () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
		});
	});
}
