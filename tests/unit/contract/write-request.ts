import fc from 'fast-check';
import { isProblem, type ProblemSlug } from '../../../src/core/contract/problem';
import { readRequestBody } from '../../../src/core/contract/request-body';
import { parseWriteBody, type WriteBody } from '../../../src/core/contract/write-body';

export const json = 'application/json';
export const form = 'application/x-www-form-urlencoded';

/** Every valid amount. */
export const amounts = new Set<unknown>(Array.from({ length: 1000 }, (_, index) => index + 1));

type Chunks = readonly Uint8Array[];

/** A write whose body arrives in the given chunks. */
export function writeRequest(chunks: Chunks, headers: Record<string, string>): Request {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			for (const chunk of chunks) controller.enqueue(chunk);
			controller.close();
		},
	});
	return streamRequest(body, headers);
}

/** A write whose body is a stream. */
export function streamRequest(
	body: ReadableStream<Uint8Array>,
	headers: Record<string, string>,
): Request {
	// Node requires `duplex` with a streamed body; the type of Workers does not have it.
	const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
	return new Request('https://site.example/api/visits/increment', init);
}

/** Reads the body of a write: the write, or the slug of the problem with it. */
export async function readWriteBody(request: Request): Promise<WriteBody | ProblemSlug> {
	const body = await readRequestBody(request);
	const write = isProblem(body) ? body : parseWriteBody(body);
	return isProblem(write) ? write.problem : write;
}

/** Reads a body that arrives in one chunk, with a content type. */
export function readBody(
	body: string | Uint8Array,
	type: string,
): Promise<WriteBody | ProblemSlug> {
	const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
	return readWriteBody(writeRequest([bytes], { 'Content-Type': type }));
}

/** Where to cut a body into chunks. */
export const cuts = fc.array(fc.nat(), { maxLength: 20 });

/** Cuts bytes at the given places. */
export function cut(bytes: Uint8Array, places: readonly number[]): Chunks {
	const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length];
	ends.sort((one, other) => one - other);
	return ends.map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}
