import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { sourceAddress } from '../core/site/project.ts';
import { curlLines } from './curl-lines.ts';
import { type Attributes, codeBlock, type Writer } from './markdown.ts';
import { measured } from './measured.ts';
import { extractRegion } from './region.ts';
import { samplePrefix } from './samples.ts';

/** Where the pictures of the lessons are, from the folder of the project. */
const pictures = 'src/components/pictures';

/** The site in a command: Markdown is one file for every address under which the site is read. */
const siteVariable = '$SITE';

/**
 * Makes what writes the components of the lessons as Markdown: code for a sample, and its text
 * alternative for a picture.
 *
 * @param root the folder of the project
 */
export function componentWriters(root: string): ReadonlyMap<string, Writer> {
	const read = (path: string): string => readFileSync(join(root, path), 'utf8');
	const drawn = readdirSync(join(root, pictures)).map((name): [string, Writer] => [
		name.replace('.astro', ''),
		() => pictureText(read(join(pictures, name)), name),
	]);
	return new Map<string, Writer>([
		...drawn,
		['Sample', (attributes) => sampleText(attributes, read)],
		['TakeHome', takeHomeText],
		['Curl', curlText],
		['Measured', measuredText],
	]);
}

function sampleText(attributes: Attributes, read: (path: string) => string): string {
	const [path = '', region] = need(attributes, 'of').slice(samplePrefix.length).split('#');
	const { text, lines } = extractRegion(read(path), path, region);
	const source = `[\`${path}\`](${sourceAddress(path, lines)})`;
	return `${source}, lines ${lines[0]} to ${lines[1]}:\n\n${codeBlock(text, extname(path).slice(1))}`;
}

function pictureText(source: string, name: string): string {
	const texts = Array.from(source.matchAll(/\baria-label="([^"]+)"/g), ([, text]) => text);
	if (texts.length === 0) throw new Error(`${pictures}/${name} has no text alternative.`);
	return texts.map((text) => `*Picture: ${text}*`).join('\n\n');
}

function takeHomeText(attributes: Attributes): string {
	const folder = `examples/${need(attributes, 'name')}`;
	return `**Take it home:** ${need(attributes, 'what')} [\`${folder}\`](${sourceAddress(folder)})`;
}

function curlText(): string {
	const lines = curlLines(siteVariable).map(({ title, code }) => `# ${title}\n${code}`);
	return `With the address of this site as \`SITE\`:\n\n${codeBlock(lines.join('\n'), 'sh')}`;
}

function measuredText(): string {
	const rows = measured.map(
		({ what, figure, conditions }) => `| ${what} | ${figure} | ${conditions} |`,
	);
	return ['| measured | figure | conditions |', '| --- | --- | --- |', ...rows].join('\n');
}

function need(attributes: Attributes, name: string): string {
	const value = attributes.get(name);
	if (value === undefined) throw new Error(`A component has no ${name}.`);
	return value;
}
