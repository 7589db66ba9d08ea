import { endpoint } from '../../server/endpoint';
import { limit } from '../../server/admission';
export const { GET, ALL } = endpoint({ GET: limit }, { isOpen: false });
