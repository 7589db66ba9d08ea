import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/site-process.ts';
import { readLessons } from '../../../src/tutorial/lesson-list.ts';

const folder = join(root, 'public/link-pictures');

test('every lesson has its link picture, and there is no other (else: npm run pictures)', async () => {
	const lessons = await readLessons(root);
	const names = lessons.map(({ data }) => `${data.id}.png`).toSorted();
	expect((await readdir(folder)).toSorted()).toEqual(names);
});

test('every link picture of a lesson is a PNG of 1200 by 630', async () => {
	for (const name of await readdir(folder)) {
		const picture = await readFile(join(folder, name));
		// The signature and the header chunk (PNG, third edition, sections 5.2 and 11.2.1).
		expect(picture.subarray(0, 8).toString('latin1'), name).toBe('\x89PNG\r\n\x1a\n');
		expect([picture.readUInt32BE(16), picture.readUInt32BE(20)], name).toEqual([1200, 630]);
	}
});
