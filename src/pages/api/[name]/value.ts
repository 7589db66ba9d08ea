import { endpoint } from '../../../server/endpoint';
import { read } from '../../../server/counters/read';
export const { GET, ALL } = endpoint({ GET: read });
