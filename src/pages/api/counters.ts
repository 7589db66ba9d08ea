import { endpoint } from '../../server/endpoint';
import { list } from '../../server/counters/list';
import { create } from '../../server/owners/create';
export const { GET, POST, ALL } = endpoint({ GET: list, POST: create }, { takesKey: true });
