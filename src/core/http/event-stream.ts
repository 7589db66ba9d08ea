/** A comment, which clients ignore: it keeps proxies and clients from ending an idle stream. */
export const heartbeat = ':\n\n';

/** One event of a stream (HTML standard, section 9.2.6); neither text has an end of a line. */
export function formatEvent(id: string, data: string): string {
	return `id: ${id}\ndata: ${data}\n\n`;
}

/** Formats the field that sets how long a client waits before it reconnects, in milliseconds. */
export function formatRetry(milliseconds: number): string {
	return `retry: ${milliseconds}\n\n`;
}
