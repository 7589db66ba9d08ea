import { endpoint } from '../server/endpoint';
import { robots } from '../server/documents';
export const { GET, ALL } = endpoint({ GET: robots });
