/** Finds the lines about one request in what a site wrote; each is the object that was logged. */
export function loggedFailures(output: string, requestId: string): readonly unknown[] {
	const lines = output.split('\n').slice(0, -1);
	return lines
		.filter((line) => line.includes(requestId))
		.map((line) => JSON.parse(line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1)));
}
