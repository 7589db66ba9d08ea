import { endpoint } from '../../../server/endpoint';
import { increment } from '../../../server/counters/write';
export const { POST, ALL } = endpoint({ POST: increment }, { takesKey: true, ownOrigins: true });
