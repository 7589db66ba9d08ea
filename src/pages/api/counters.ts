import { endpoint } from '../../server/endpoint';
import { create } from '../../server/counters/create';
import { list } from '../../server/counters/list';
export const { GET, POST, ALL } = endpoint({ GET: list, POST: create });
