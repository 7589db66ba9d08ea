import type { Plugin } from 'vite';
import { lessonFiles, readLessons } from './lesson-list.ts';
import { lessonTexts } from './lesson-texts.ts';

/**
 * Lets code import something that is made of the lessons while the site is built.
 *
 * @param root the folder of the project
 * @param name of the module, after `virtual:`
 * @param make makes its default export, which is JSON
 */
function lessonModule(root: string, name: string, make: () => Promise<unknown>): Plugin {
	const source = `virtual:${name}`;
	return {
		name,
		resolveId: (id) => (id === source ? `\0${source}` : undefined),
		async load(id) {
			if (id !== `\0${source}`) return undefined;
			for (const file of await lessonFiles(root)) this.addWatchFile(file);
			return `export default ${JSON.stringify(await make())}`;
		},
	};
}

/** Lets the server know the lessons without their text, which it has as prerendered HTML alone. */
export function lessonList(root: string): Plugin {
	return lessonModule(root, 'lesson-list', async () =>
		(await readLessons(root)).map(({ number, data }) => ({ number, ...data })),
	);
}

/** Lets a prerendered route have the lessons as Markdown, by their ids. */
export function lessonTextsModule(root: string): Plugin {
	return lessonModule(root, 'lesson-texts', () => lessonTexts(root));
}
