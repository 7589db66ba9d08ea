import { endpoint } from '../../server/endpoint';
import { limit } from '../../server/operations';
export const { GET, ALL } = endpoint({ GET: limit });
