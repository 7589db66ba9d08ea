import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaObject } from 'openapi3-ts/oas31';
import { expect, test } from 'vitest';
import { amountMax, amountMin, parseAmount } from '../../../src/core/contract/amount';
import { parseName } from '../../../src/core/contract/name';
import { openApiDocument } from '../../../src/core/openapi/document';
import type { ApiOperation } from '../../../src/core/openapi/operation';
import { problems } from '../../../src/core/contract/problem';

const origin = 'https://counters.example';
const document = openApiDocument(origin);
const pages = join(import.meta.dirname, '../../../src/pages');

interface Entry {
	readonly path: string;
	readonly method: string;
	readonly operation: ApiOperation;
}

const entries: readonly Entry[] = Object.entries(document.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** The methods and paths of the route files, as the document writes them. */
function routes(): readonly string[] {
	return globSync('{api,badge}/**/*.ts', { cwd: pages }).flatMap((file) => {
		const path = `/${file.replace(/(?:\/index)?\.ts$/, '').replaceAll(/\[(\w+)\]/g, '{$1}')}`;
		const source = readFileSync(join(pages, file), 'utf8');
		const methods = /export const \{([^}]*)\}/.exec(source)?.[1]?.match(/\b[A-Z]+\b/g) ?? [];
		return methods
			.filter((method) => method !== 'ALL')
			.map((method) => `${method.toLowerCase()} ${path}`);
	});
}

/** Everything that is anywhere in the document. */
function* walk(node: unknown): Generator<Record<string, unknown>> {
	if (typeof node !== 'object' || node === null) return;
	if (!Array.isArray(node)) yield node as Record<string, unknown>;
	for (const child of Object.values(node)) yield* walk(child);
}

function resolve(reference: string): unknown {
	return reference
		.replace(/^#\//, '')
		.split('/')
		.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
}

/** The slugs of the problems that a part of the document refers to. */
function slugsIn(part: unknown): readonly string[] {
	return Array.from(walk(part))
		.map(({ $ref }) => String($ref))
		.filter((reference) => reference.startsWith('#/components/examples/'))
		.map((reference) => reference.replace('#/components/examples/', ''));
}

test('the document lists every route, and no other', () => {
	const documented = entries.map(({ method, path }) => `${method} ${path}`);
	expect(documented.toSorted()).toEqual(routes().toSorted());
});

test('the document lists every problem, and no other', () => {
	expect(Object.keys(document.components.examples)).toEqual(Object.keys(problems));
	expect(new Set(slugsIn(document))).toEqual(new Set(Object.keys(problems)));
});

test('every problem is listed under its status, with the address of its page', () => {
	const responses = entries.flatMap(({ operation }) => Object.entries(operation.responses));
	for (const [status, response] of responses) {
		for (const slug of slugsIn(response)) {
			expect(problems[slug as keyof typeof problems].status).toBe(Number(status));
		}
	}
	for (const [slug, { value }] of Object.entries(document.components.examples)) {
		const { title, status } = problems[slug as keyof typeof problems];
		expect(value).toMatchObject({ type: `${origin}/problems/${slug}`, title, status });
	}
});

test('every reference in the document resolves', () => {
	const references = Array.from(walk(document)).flatMap(({ $ref }) =>
		typeof $ref === 'string' ? [$ref] : [],
	);
	expect(references.length).toBeGreaterThan(50);
	for (const reference of references) expect(resolve(reference), reference).toBeDefined();
});

test('every operation has an id of its own, a tag that exists and an example to copy', () => {
	const ids = entries.map(({ operation }) => operation.operationId);
	expect(new Set(ids).size).toBe(ids.length);
	const tags = document.tags.map(({ name }) => name);
	for (const { operation } of entries) {
		expect(tags).toEqual(expect.arrayContaining([...operation.tags]));
		expect(operation['x-codeSamples'].length).toBeGreaterThan(0);
		for (const { source } of operation['x-codeSamples'])
			expect(source).toContain(new URL(origin).host);
	}
});

test('every operation declares exactly the variables of its path', () => {
	for (const { path, operation } of entries) {
		const declared = (operation.parameters ?? [])
			.map((parameter) => ('$ref' in parameter ? resolve(parameter.$ref) : parameter))
			.map((parameter) => parameter as { name: string; in: string; required?: boolean })
			.filter((parameter) => parameter.in === 'path');
		expect(declared.every(({ required }) => required)).toBe(true);
		expect(declared.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
	}
});

test('every response has a description, and every operation a success', () => {
	for (const { operation } of entries) {
		const statuses = Object.keys(operation.responses);
		expect(statuses.some((status) => /^[12]\d\d$/.test(status))).toBe(true);
		for (const [status, { description }] of Object.entries(operation.responses)) {
			expect(status).toMatch(/^[1-5]\d\d$/);
			expect(description).not.toBe('');
		}
	}
});

test('the schemas bound names and amounts as the parsers do', () => {
	const schema = document.components.parameters['Name']?.schema as SchemaObject;
	const pattern = new RegExp(String(schema.pattern), 'u');
	for (const name of ['a', 'counter-1', '0._-', 'x'.repeat(64)]) {
		expect([pattern.test(name), parseName(name)]).toEqual([true, name]);
	}
	for (const name of ['', '-a', 'A', 'a b', 'x'.repeat(65), 'a/b', 'ä', 'a\n']) {
		expect([pattern.test(name), parseName(name)]).toEqual([false, undefined]);
	}
	const { properties } = document.components.schemas['Write'] as {
		properties: { amount: { minimum: number; maximum: number } };
	};
	const { minimum, maximum } = properties.amount;
	expect([minimum, maximum]).toEqual([amountMin, amountMax]);
	expect([minimum - 1, minimum, maximum, maximum + 1].map(parseAmount)).toEqual([
		undefined,
		minimum,
		maximum,
		undefined,
	]);
});

test('the document survives a round trip through JSON', () => {
	expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});
