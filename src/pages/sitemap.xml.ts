import { endpoint } from '../server/endpoint';
import { sitemap } from '../server/documents';
export const { GET, ALL } = endpoint({ GET: sitemap });
