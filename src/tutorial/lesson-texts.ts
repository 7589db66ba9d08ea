import type { Plugin } from 'vite';
import { type DemoName, demoId, demoTitle } from './demos.ts';
import { lessonFiles, readLessons } from './lesson-list.ts';
import { lessonMarkdown } from './markdown.ts';
import { componentWriters } from './writers.ts';

/** The module that has the lessons as Markdown, by their ids. */
const moduleName = 'virtual:lesson-texts';

/**
 * Writes all lessons as Markdown.
 *
 * @param root the folder of the project
 * @returns by the ids of the lessons
 * @throws if one has a component that has no form in Markdown
 */
export async function lessonTexts(root: string): Promise<Readonly<Record<string, string>>> {
	const lessons = await readLessons(root);
	const components = componentWriters(root);
	return Object.fromEntries(
		lessons.map((lesson) => {
			const { id, demo } = lesson.data;
			const shown = demo === undefined ? undefined : told(demo);
			return [id, lessonMarkdown(lesson, lessons.length, { components, demo: shown })];
		}),
	);
}

function told(demo: DemoName): { readonly id: string; readonly title: string } {
	return { id: demoId(demo), title: demoTitle(demo) };
}

/**
 * Lets a prerendered route have the lessons as Markdown.
 *
 * @param root the folder of the project
 */
export function lessonTextsModule(root: string): Plugin {
	return {
		name: 'lesson-texts',
		resolveId: (source) => (source === moduleName ? `\0${moduleName}` : undefined),
		async load(id) {
			if (id !== `\0${moduleName}`) return undefined;
			for (const file of await lessonFiles(root)) this.addWatchFile(file);
			return `export default ${JSON.stringify(await lessonTexts(root))}`;
		},
	};
}
