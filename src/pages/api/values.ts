import { endpoint } from '../../server/endpoint';
import { values } from '../../server/counters/values';
export const { GET, ALL } = endpoint({ GET: values });
