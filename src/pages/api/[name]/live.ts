import { endpoint } from '../../../server/endpoint';
import { live } from '../../../server/counters/live';
export const { GET, ALL } = endpoint({ GET: live });
