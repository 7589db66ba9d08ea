import { endpoint } from '../../../server/endpoint';
import { decrement } from '../../../server/counters/write';
export const { POST, ALL } = endpoint({ POST: decrement }, { takesKey: true, ownOrigins: true });
