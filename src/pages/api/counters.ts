import { endpoint } from '../../server/endpoint';
import { create } from '../../server/counters/create';
export const { POST, ALL } = endpoint({ POST: create });
