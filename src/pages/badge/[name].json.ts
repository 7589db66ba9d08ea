import { endpoint } from '../../server/endpoint';
import { badgeData } from '../../server/pictures';
export const { GET, ALL } = endpoint({ GET: badgeData });
