import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FullResult, Reporter } from '@playwright/test/reporter';

/** Where `e2e-site.ts` leaves what the site wrote. */
export const outputFile = join(import.meta.dirname, 'results/e2e-site.log');

/** Prints what the site wrote if a browser test failed. */
export default class SiteOutputReporter implements Reporter {
	onEnd({ status }: FullResult): void {
		if (status === 'passed' || !existsSync(outputFile)) return;
		console.log(
			`The site of the browser tests wrote:\n${readFileSync(outputFile, 'utf8') || 'nothing'}`,
		);
	}
}
