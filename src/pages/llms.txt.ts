import { llms } from '../server/documents';
import { endpoint } from '../server/endpoint';
export const { GET, ALL } = endpoint({ GET: llms });
