import { endpoint } from '../../server/endpoint';
import { race } from '../../server/demos';
export const { POST, ALL } = endpoint({ POST: race });
