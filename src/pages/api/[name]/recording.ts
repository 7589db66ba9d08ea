import { endpoint } from '../../../server/endpoint';
import { recording } from '../../../server/demos';
export const { GET, ALL } = endpoint({ GET: recording });
