import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';

/** Where the lessons are, from the folder of the project. */
const folder = 'src/tutorial';

/** A lesson as it was written. */
export interface LessonSource {
	/** From 1. */
	readonly number: number;
	readonly data: FrontMatter;
	/** Its text as MDX, without the front matter. */
	readonly text: string;
}

/**
 * Reads all lessons, in the order of their files’ names.
 *
 * @param root the folder of the project
 * @throws if the front matter of one lacks something, or names a demo that there is not
 */
export async function readLessons(root: string): Promise<readonly LessonSource[]> {
	const files = await lessonFiles(root);
	return Promise.all(
		files.map(async (file, index) => {
			const source = await readFile(file, 'utf8');
			return { number: index + 1, ...readFrontMatter(source) };
		}),
	);
}

/** The files of all lessons, in their order. */
export async function lessonFiles(root: string): Promise<readonly string[]> {
	const names = await readdir(join(root, folder));
	return names
		.filter((name) => name.endsWith('.mdx'))
		.sort()
		.map((name) => join(root, folder, name));
}
