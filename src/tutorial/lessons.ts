import type { MDXInstance } from 'astro';
import { type DemoName, demoId, demoTitle } from './demos';
import type { FrontMatter } from './front-matter';

/** One lesson: its text, and its entries in the table of contents. */
export interface Lesson {
	/** The id of its heading. */
	readonly id: string;
	readonly title: string;
	/** What can be tried after it. */
	readonly demo: DemoName | undefined;
	/** The headings within it, that of the demo last. */
	readonly parts: readonly { readonly id: string; readonly title: string }[];
	readonly Content: MDXInstance<FrontMatter>['Content'];
}

const files = import.meta.glob<MDXInstance<FrontMatter>>('./*.mdx', { eager: true });

/** All lessons, in the order of their files’ names. */
export const lessons: readonly Lesson[] = Object.keys(files)
	.sort()
	.flatMap((path) => files[path] ?? [])
	.map(({ frontmatter, getHeadings, Content }) => ({
		id: frontmatter.id,
		title: frontmatter.title,
		demo: frontmatter.demo,
		parts: [
			...getHeadings().map(({ slug, text }) => ({ id: slug, title: text })),
			...(frontmatter.demo
				? [{ id: demoId(frontmatter.demo), title: demoTitle(frontmatter.demo) }]
				: []),
		],
		Content,
	}));
