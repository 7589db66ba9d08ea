import { lessonPath } from '../core/contract/paths.ts';
import type { LessonSource } from './lesson-list.ts';

/** Makes Markdown of a component that a lesson uses, from its attributes as they are written. */
export type Writer = (attributes: Attributes) => string;

/** The attributes of a component: a string, or the module that the named import comes from. */
export type Attributes = ReadonlyMap<string, string>;

/** What stands in place of the components of a lesson. */
export interface Writers {
	/** By the name of the component's file. */
	readonly components: ReadonlyMap<string, Writer>;
	/** The heading of the demo that comes after the text, and its id; absent if there is none. */
	readonly demo?: { readonly id: string; readonly title: string } | undefined;
}

const importLine = /^import (\w+) from '([^']+)';\n/gm;
const component = /^<([A-Z]\w*)((?:\s+\w+=(?:"[^"]*"|\{\w+\}))*)\s*\/>$/gm;
const attribute = /(\w+)=(?:"([^"]*)"|\{(\w+)\})/g;
const heading = /^###(?= )/gm;

/**
 * Writes a lesson as Markdown that needs nothing else: components are replaced, and headings are one
 * level below the lesson's own, as on its page.
 *
 * @param total how many lessons there are
 * @throws if it has a component that nothing is known to stand for
 */
export function lessonMarkdown(
	{ number, data, text }: LessonSource,
	total: number,
	{ components, demo }: Writers,
): string {
	const modules = new Map(
		Array.from(text.matchAll(importLine), ([, name = '', module = '']) => [name, module]),
	);
	const written = text
		.replace(importLine, '')
		.replace(heading, '##')
		.replace(component, (_tag, name: string, attributes: string) => {
			const file = modules.get(name)?.split('/').at(-1)?.replace('.astro', '') ?? name;
			const write = components.get(file);
			if (!write) throw new Error(`Lesson ${number} has <${name}>, which is not Markdown.`);
			return write(attributesOf(attributes, modules));
		});
	const [left] = /^<[A-Z]\w*/m.exec(withoutCode(written)) ?? [];
	if (left !== undefined) throw new Error(`Lesson ${number} has ${left}, which is not Markdown.`);
	return [
		`# Lesson ${number} of ${total}: ${data.title}`,
		`> ${data.description}`,
		written.trim(),
		...(demo ? [demoText(demo.title, `${lessonPath(data.id)}#${demo.id}`)] : []),
		`This lesson as a page: [${data.title}](${lessonPath(data.id)}).`,
	]
		.join('\n\n')
		.concat('\n');
}

function demoText(title: string, address: string): string {
	return `## ${title}\n\nThis demo runs on live objects: [try it on the page](${address}).`;
}

function attributesOf(text: string, modules: ReadonlyMap<string, string>): Attributes {
	return new Map(
		Array.from(text.matchAll(attribute), ([, name = '', quoted, imported = '']) => [
			name,
			quoted ?? modules.get(imported) ?? '',
		]),
	);
}

function withoutCode(markdown: string): string {
	return markdown.replace(/^(`{3,}).*?^\1$/gms, '');
}

/** A block of code. The fence is longer than any in the code itself. */
export function codeBlock(code: string, language: string): string {
	const inside = code.match(/`{3,}/g) ?? [];
	const fence = '`'.repeat(Math.max(3, ...inside.map(({ length }) => length + 1)));
	return `${fence}${language}\n${code}\n${fence}`;
}
