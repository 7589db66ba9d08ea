import { endpoint } from '../../server/endpoint';
import { badge } from '../../server/pictures';
export const { GET, ALL } = endpoint({ GET: badge });
