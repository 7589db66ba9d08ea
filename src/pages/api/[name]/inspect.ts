import { endpoint } from '../../../server/endpoint';
import { inspect } from '../../../server/operations';
export const { GET, ALL } = endpoint({ GET: inspect });
