import { endpoint } from '../../../server/endpoint';
import { read } from '../../../server/operations';
export const { GET, ALL } = endpoint({ GET: read });
