/** The corners of a path of absolute commands M, L, H, V and z, in their order. */
export function pathPoints(path: string): readonly (readonly [number, number])[] {
	let [x, y] = [0, 0];
	return Array.from(path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)).flatMap(([, command, rest = '']) => {
		if (command === 'z') return [];
		const numbers = rest.split(' ').map(Number);
		const [first = Number.NaN, second = Number.NaN] = numbers;
		if (command === 'H') x = first;
		else if (command === 'V') y = first;
		else if (command === 'M' || command === 'L') [x, y] = [first, second];
		else throw new Error(`The path has the command ${command}.`);
		return [[x, y] as const];
	});
}
