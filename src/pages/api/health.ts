import { endpoint } from '../../server/endpoint';
import { health } from '../../server/health';
export const { GET, ALL } = endpoint({ GET: health });
