import { endpoint } from '../../server/endpoint';
import { race } from '../../server/demos/race';
export const { POST, ALL } = endpoint({ POST: race });
