import { SaxesParser } from 'saxes';

/** An element of a document. */
export interface XmlElement {
	readonly tag: string;
	readonly attributes: Readonly<Record<string, string>>;
	/** The text of the element and of what it contains. */
	text: string;
}

/**
 * The elements of an XML document, in the order of their start tags.
 *
 * @throws if the document is not well-formed (XML 1.0, namespaces included)
 */
export function parseXml(document: string): readonly XmlElement[] {
	const elements: XmlElement[] = [];
	const open: XmlElement[] = [];
	const parser = new SaxesParser({ xmlns: true, position: false });
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', ({ name, attributes }) => {
		const values = Object.values(attributes).map(({ name, value }) => [name, value] as const);
		const element = { tag: name, attributes: Object.fromEntries(values), text: '' };
		elements.push(element);
		open.push(element);
	});
	parser.on('closetag', () => open.pop());
	parser.on('text', (text) => {
		for (const element of open) element.text += text;
	});
	parser.write(document).close();
	return elements;
}
