import { endpoint } from '../../server/endpoint';
import { badgeData } from '../../server/badges';
export const { GET, ALL } = endpoint({ GET: badgeData });
