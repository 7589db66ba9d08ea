/** A binding like one to a namespace of objects, whose objects live in another process. */
export default ({ gateway }) => ({
	/** @param {string} name */
	getByName(name) {
		const call =
			(method) =>
			(...parameters) =>
				gateway.call(name, method, ...parameters);
		// Whoever awaits a stub asks it for `then`.
		return new Proxy({}, { get: (_, method) => (method === 'then' ? undefined : call(method)) });
	},
});
