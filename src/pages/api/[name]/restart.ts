import { endpoint } from '../../../server/endpoint';
import { restart } from '../../../server/demos/restart';
export const { POST, ALL } = endpoint({ POST: restart });
