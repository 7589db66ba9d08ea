import fc from 'fast-check';

/** The eight groups of 16 bits of an IPv6 address. */
export type Groups = readonly number[];

/** One way to write an address. */
interface TextForm {
	readonly upperCase: boolean;
	readonly padding: number;
	/** The groups that `::` replaces, or none. */
	readonly gap: readonly [from: number, to: number] | undefined;
	readonly dottedTail: boolean;
}

/** Every run of zeros that `::` may stand for, also a part of a longer one. */
function gapsOf(groups: Groups, end: number): readonly (readonly [number, number])[] {
	const indexes = groups.map((_, index) => index).filter((index) => index < end);
	return indexes.flatMap((from) =>
		indexes
			.map((last) => [from, last + 1] as const)
			.filter(([first, to]) => {
				const run = groups.slice(first, to);
				return run.length > 0 && run.every((group) => group === 0);
			}),
	);
}

function format(groups: Groups, { upperCase, padding, gap, dottedTail }: TextForm): string {
	const texts = groups.map((group) => group.toString(16).padStart(padding, '0'));
	if (dottedTail) texts.splice(6, 2, dotted(groups));
	const text = gap
		? `${texts.slice(0, gap[0]).join(':')}::${texts.slice(gap[1]).join(':')}`
		: texts.join(':');
	return upperCase ? text.toUpperCase() : text;
}

/** The last 32 bits as an IPv4 address. */
export function dotted(groups: Groups): string {
	const [high = 0, low = 0] = groups.slice(6);
	return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** Every text form of RFC 4291, section 2.2, except groups padded to different lengths. */
export function textForms(groups: Groups): readonly string[] {
	const all = [false, true].flatMap((upperCase) =>
		[1, 2, 3, 4].flatMap((padding) =>
			[false, true].flatMap((dottedTail) =>
				[undefined, ...gapsOf(groups, dottedTail ? 6 : 8)].map((gap) =>
					format(groups, { upperCase, padding, gap, dottedTail }),
				),
			),
		),
	);
	return [...new Set(all)];
}

const group = fc.oneof(fc.constant(0), fc.nat({ max: 0xff }), fc.nat({ max: 0xffff }));
export const anyGroups = fc.array(group, { minLength: 8, maxLength: 8 });

export const octet = fc.nat({ max: 255 });

/** Whether an address is an IPv4-mapped one (RFC 4291, section 2.5.5.2). */
export function isMapped(groups: Groups): boolean {
	return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** Addresses that are not IPv4-mapped. */
export const native = anyGroups.filter((groups) => !isMapped(groups));

/** The address with all eight groups of four digits. */
export function full(groups: Groups): string {
	return groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
}
