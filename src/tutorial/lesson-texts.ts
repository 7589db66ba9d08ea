import { type DemoName, demoId, demoTitle } from './demos.ts';
import { readLessons } from './lesson-list.ts';
import { lessonMarkdown } from './markdown.ts';
import { componentWriters } from './writers.ts';

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
			const shown = demo === undefined ? undefined : idAndTitle(demo);
			return [id, lessonMarkdown(lesson, lessons.length, { components, demo: shown })];
		}),
	);
}

function idAndTitle(demo: DemoName): { readonly id: string; readonly title: string } {
	return { id: demoId(demo), title: demoTitle(demo) };
}
