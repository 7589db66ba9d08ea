import { endpoint } from '../../server/endpoint';
import { badge } from '../../server/badges';
export const { GET, ALL } = endpoint({ GET: badge });
