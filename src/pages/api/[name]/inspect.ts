import { endpoint } from '../../../server/endpoint';
import { inspect } from '../../../server/counters/read';
export const { GET, ALL } = endpoint({ GET: inspect });
