import { runInDurableObject } from 'cloudflare:test';

/** The keys of an object's stored rows, and the time of its alarm in epoch milliseconds. */
export function stored<Class extends Rpc.DurableObjectBranded>(
	stub: DurableObjectStub<Class>,
): Promise<{ readonly rows: readonly string[]; readonly alarm: number | null }> {
	return runInDurableObject(stub, async (_, { storage }) => ({
		rows: [...storage.kv.list()].map(([key]) => key),
		alarm: await storage.getAlarm(),
	}));
}
