/** The size of a test: `full` if TEST_SIZE is "full", as in `npm run test:long`, else `everyday`. */
export function size(everyday: number, full: number): number {
	return process.env['TEST_SIZE'] === 'full' ? full : everyday;
}
