import { endpoint } from '../../../server/endpoint';
import { history } from '../../../server/counters/history';
export const { GET, ALL } = endpoint({ GET: history });
