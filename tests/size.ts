/**
 * Tells how much a test does: `full` when TEST_SIZE is "full", as for `npm run test:long`, else
 * `everyday`.
 */
export function size(everyday: number, full: number): number {
	return process.env['TEST_SIZE'] === 'full' ? full : everyday;
}
