/** Where the source of this site is kept. */
export const repository = 'https://github.com/durable-counters/durable-counters';

/**
 * Address of a source file.
 *
 * @param path from the folder of the project
 * @param lines the first and the last line to mark, from 1
 */
export function sourceAddress(path: string, lines?: readonly [number, number]): string {
	const fragment = lines ? `#L${lines[0]}-L${lines[1]}` : '';
	return `${repository}/blob/main/${path}${fragment}`;
}
