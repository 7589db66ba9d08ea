import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';

/** The module that has what the lessons say of themselves, without their text. */
const moduleName = 'virtual:lesson-list';

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
 * @throws if the front matter of one lacks something
 */
export async function readLessons(root: string): Promise<readonly LessonSource[]> {
	const names = await lessonFiles(root);
	return Promise.all(
		names.map(async (name, index) => {
			const source = await readFile(join(root, folder, name), 'utf8');
			return { number: index + 1, ...readFrontMatter(source) };
		}),
	);
}

async function lessonFiles(root: string): Promise<readonly string[]> {
	const names = await readdir(join(root, folder));
	return names.filter((name) => name.endsWith('.mdx')).sort();
}

/**
 * Lets the server know the lessons without their text, which it has as prerendered HTML alone.
 *
 * @param root the folder of the project
 */
export function lessonList(root: string): Plugin {
	return {
		name: 'lesson-list',
		resolveId: (source) => (source === moduleName ? `\0${moduleName}` : undefined),
		async load(id) {
			if (id !== `\0${moduleName}`) return undefined;
			for (const name of await lessonFiles(root)) this.addWatchFile(join(root, folder, name));
			const list = (await readLessons(root)).map(({ number, data }) => ({ number, ...data }));
			return `export default ${JSON.stringify(list)}`;
		},
	};
}
