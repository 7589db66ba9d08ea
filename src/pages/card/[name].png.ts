import { endpoint } from '../../server/endpoint';
import { card } from '../../server/pictures';
export const { GET, ALL } = endpoint({ GET: card });
