/** A piece of a source file, as a lesson shows it. */
export interface Region {
	/** The lines without their common indentation and without markers; no line break at the end. */
	readonly text: string;
	/** The first and the last line of the piece in its file, from 1. */
	readonly lines: readonly [number, number];
}

/**
 * A comment that begins or ends a region, alone on its line: `// #region name`, `# #endregion name`
 * or either between `{/*` and `*\/}` or `<!--` and `-->`.
 */
const marker =
	/^\s*(?:\/\/|#|\{\/\*|<!--)\s*#(region|endregion)(?:\s+([a-z][a-z0-9-]*))?\s*(?:\*\/\}|-->)?\s*$/;

/** A line that looks like a marker but is not would otherwise be shown to readers. */
const nearMarker = /#(?:end)?region\b/i;

interface Open {
	readonly name: string;
	/** Index of the line after the marker. */
	readonly start: number;
}

/**
 * Finds the regions of a source file. Regions may lie within each other and may not overlap.
 *
 * @param source the file's text
 * @param path names the file in errors
 * @throws if a marker has no name, no partner or a name that is taken
 */
export function findRegions(source: string, path: string): ReadonlyMap<string, Region> {
	const lines = source.split(/\r?\n/);
	const regions = new Map<string, Region>();
	const open: Open[] = [];

	for (const [index, line] of lines.entries()) {
		const fail = (reason: string): never => {
			throw new Error(`${path}:${index + 1}: ${reason}`);
		};
		const [, kind, name] = marker.exec(line) ?? [];
		if (kind === undefined) {
			if (nearMarker.test(line)) fail('this is not a marker of a region');
			continue;
		}
		if (name === undefined) return fail(`#${kind} needs a name in small letters`);
		if (kind === 'region') {
			if (regions.has(name) || open.some((region) => region.name === name)) {
				fail(`there is a region "${name}" already`);
			}
			open.push({ name, start: index + 1 });
			continue;
		}
		const last = open.pop();
		if (last?.name !== name) {
			return fail(`"${name}" ends, but ${last ? `"${last.name}" is open` : 'none is open'}`);
		}
		const piece = cut(lines, last.start, index);
		if (!piece) return fail(`the region "${name}" is empty`);
		regions.set(name, piece);
	}
	const [unended] = open;
	if (unended) throw new Error(`${path}:${unended.start}: the region "${unended.name}" never ends`);
	return regions;
}

/**
 * Takes a region, or the whole file if no name is given, out of a source file.
 *
 * @throws if there is no such region, or the markers are wrong
 */
export function extractRegion(source: string, path: string, name?: string): Region {
	const regions = findRegions(source, path);
	if (name !== undefined) {
		const region = regions.get(name);
		if (region) return region;
		const known = [...regions.keys()].join(', ') || 'none';
		throw new Error(`${path} has no region "${name}" (it has: ${known})`);
	}
	const lines = source.split(/\r?\n/);
	const whole = cut(lines, 0, lines.length);
	if (!whole) throw new Error(`${path} is empty`);
	return whole;
}

/** Cuts out the lines from `start` up to `end`, or returns `undefined` if all are blank. */
function cut(all: readonly string[], start: number, end: number): Region | undefined {
	const isBlank = (line: string | undefined): boolean => line?.trim() === '';
	let first = start;
	let last = end - 1;
	while (first <= last && (isBlank(all[first]) || marker.test(all[first] ?? ''))) first += 1;
	while (last >= first && (isBlank(all[last]) || marker.test(all[last] ?? ''))) last -= 1;
	if (first > last) return undefined;

	const lines = all.slice(first, last + 1).filter((line) => !marker.test(line));
	const written = lines.filter((line) => !isBlank(line));
	const indents = written.map((line) => /^\s*/.exec(line)?.[0] ?? '');
	const indent = indents.reduce((common, other) => sharedStart(common, other));
	const text = lines.map((line) => (isBlank(line) ? '' : line.slice(indent.length))).join('\n');
	return { text, lines: [first + 1, last + 1] };
}

function sharedStart(one: string, other: string): string {
	let length = 0;
	while (length < one.length && one[length] === other[length]) length += 1;
	return one.slice(0, length);
}
