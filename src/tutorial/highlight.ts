import Prism from 'prismjs';
import loadLanguages from 'prismjs/components/index.js';

loadLanguages(['typescript', 'tsx', 'toml']);

/** The language of a file, by the end of its name. */
const languages: Readonly<Record<string, string>> = {
	ts: 'typescript',
	tsx: 'tsx',
	astro: 'tsx',
	toml: 'toml',
};

/** The class of each kind of token that has a colour; all others are plain text. */
const classes: Readonly<Record<string, string>> = {
	comment: 'c',
	'doc-comment': 'c',
	keyword: 'k',
	boolean: 'k',
	string: 's',
	'template-string': 's',
	regex: 's',
	number: 'n',
	function: 'f',
	'class-name': 't',
	builtin: 't',
	tag: 't',
	table: 't',
	key: 'f',
	'attr-value': 's',
};

/**
 * Marks up code as HTML, with classes and without styles, which the content security policy forbids.
 *
 * @param path names the language by its ending
 * @throws if the ending names no known language
 */
export function highlight(code: string, path: string): string {
	const ending = path.slice(path.lastIndexOf('.') + 1);
	const grammar = Prism.languages[languages[ending] ?? ''];
	if (!grammar) throw new Error(`${path}: no language is known for .${ending}`);
	return render(Prism.tokenize(code, grammar));
}

function render(stream: Prism.TokenStream): string {
	if (typeof stream === 'string') return escapeHtml(stream);
	if (Array.isArray(stream)) return stream.map(render).join('');
	const name = classes[stream.type];
	if (name === undefined) return render(stream.content);
	// A comment and a string have one colour, whatever is in them.
	const inner =
		name === 'c' || name === 's' ? escapeHtml(textOf(stream.content)) : render(stream.content);
	return `<span class="${name}">${inner}</span>`;
}

/** The text of a token without its markup. */
function textOf(stream: Prism.TokenStream): string {
	if (typeof stream === 'string') return stream;
	return Array.isArray(stream) ? stream.map(textOf).join('') : textOf(stream.content);
}

function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
