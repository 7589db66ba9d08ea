import { endpoint } from '../../../server/endpoint';
import { restart } from '../../../server/demos';
export const { POST, ALL } = endpoint({ POST: restart });
