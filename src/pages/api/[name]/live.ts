import { endpoint } from '../../../server/endpoint';
import { live } from '../../../server/operations';
export const { GET, ALL } = endpoint({ GET: live });
