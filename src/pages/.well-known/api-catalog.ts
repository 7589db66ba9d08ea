import { endpoint } from '../../server/endpoint';
import { catalog } from '../../server/documents';
export const { GET, ALL } = endpoint({ GET: catalog });
