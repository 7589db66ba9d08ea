/** Asks for a comment after which whoever waits in between knows that the stream still lives. */
export const heartbeat = ':\n\n';

/** One event of a stream (HTML standard, section 9.2.6); neither text has an end of a line. */
export function formatEvent(id: string, data: string): string {
	return `id: ${id}\ndata: ${data}\n\n`;
}

/** Sets how long to wait before it opens a stream again, in milliseconds. */
export function formatRetry(milliseconds: number): string {
	return `retry: ${milliseconds}\n\n`;
}
