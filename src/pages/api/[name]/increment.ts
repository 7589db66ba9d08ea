import { endpoint } from '../../../server/endpoint';
import { increment } from '../../../server/operations';
export const { POST, ALL } = endpoint({ POST: increment });
