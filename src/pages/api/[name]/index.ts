import { endpoint, withoutGet } from '../../../server/endpoint';
import { remove } from '../../../server/owners/commands';
const handlers = endpoint({ DELETE: remove }, { isOpen: false });
export const { DELETE } = handlers;
export const ALL = withoutGet(handlers.ALL);
