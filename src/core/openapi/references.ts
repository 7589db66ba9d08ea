import type { ReferenceObject } from 'openapi3-ts/oas31';
import type { ProblemSlug } from '../contract/problem';
import type { headers } from './headers';
import type { parameters } from './parameters';
import type { schemas } from './schemas';

/** The keys of the document's components, so that a reference to none of them does not compile. */
export interface ComponentKeys {
	schemas: keyof typeof schemas;
	parameters: keyof typeof parameters;
	headers: keyof typeof headers;
	examples: ProblemSlug;
}

/** A reference to one component. */
export function reference<Kind extends keyof ComponentKeys>(
	kind: Kind,
	key: ComponentKeys[Kind],
): ReferenceObject {
	return { $ref: `#/components/${kind}/${key}` };
}

/** References to header fields, by their names. */
export function headerReferences(
	...names: readonly ComponentKeys['headers'][]
): Record<string, ReferenceObject> {
	return Object.fromEntries(names.map((name) => [name, reference('headers', name)]));
}
