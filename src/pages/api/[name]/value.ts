import { endpoint } from '../../../server/endpoint';
import { read } from '../../../server/counters/read';
import { setValue } from '../../../server/owners/commands';
export const { GET, PUT, ALL } = endpoint({ GET: read, PUT: setValue });
