import { endpoint } from '../../server/endpoint';
import { security } from '../../server/documents';
export const { GET, ALL } = endpoint({ GET: security });
