import { endpoint } from '../../server/endpoint';
import { openApi } from '../../server/documents';
export const { GET, ALL } = endpoint({ GET: openApi });
