import { type DemoName, isDemo } from './demos.ts';

/** What a lesson says of itself before its text. */
export interface FrontMatter {
	/** The id of its heading, and the last part of its address. */
	readonly id: string;
	readonly title: string;
	/** What it is about, in a sentence for search engines and link previews. */
	readonly description: string;
	/** What can be tried after it. */
	readonly demo: DemoName | undefined;
}

const block = /^---\n(.*?)\n---\n/s;

/**
 * Divides the source of a lesson into its front matter and its text. Of the front matter, which is
 * YAML, the values that are one line of text are read.
 *
 * @throws if there is no front matter, if it lacks something, or if there is no such demo
 */
export function readFrontMatter(source: string): { data: FrontMatter; text: string } {
	const [whole, yaml] = block.exec(source) ?? [];
	if (whole === undefined || yaml === undefined) throw new Error('There is no front matter.');
	const fields = new Map(
		Array.from(yaml.matchAll(/^(\w+): *(.+)$/gm), ([, name, value = '']) => [name, unquote(value)]),
	);
	const need = (name: string): string => {
		const value = fields.get(name);
		if (value === undefined) throw new Error(`The front matter has no ${name}.`);
		return value;
	};
	const demo = fields.get('demo');
	if (demo !== undefined && !isDemo(demo)) throw new Error(`There is no demo ${demo}.`);
	const data = {
		id: need('id'),
		title: need('title'),
		description: need('description'),
		demo,
	};
	return { data, text: source.slice(whole.length) };
}

function unquote(value: string): string {
	const [, quoted] = /^'(.*)'$/.exec(value) ?? [];
	return quoted === undefined ? value : quoted.replaceAll("''", "'");
}
