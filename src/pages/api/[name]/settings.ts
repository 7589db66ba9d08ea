import { endpoint } from '../../../server/endpoint';
import { changeSettings, readSettings, submit } from '../../../server/owners/commands';
export const { GET, PATCH, POST, ALL } = endpoint(
	{ GET: readSettings, PATCH: changeSettings, POST: submit },
	{ isOpen: false },
);
