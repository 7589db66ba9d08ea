/** Lets another process call the objects of this one, by name. */
import { WorkerEntrypoint } from 'cloudflare:workers';

export default class extends WorkerEntrypoint {
	/**
	 * @param {string} name
	 * @param {string} method
	 * @param {unknown[]} parameters
	 */
	call(name, method, ...parameters) {
		return this.env.OBJECTS.getByName(name)[method](...parameters);
	}
}
