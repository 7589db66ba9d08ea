import { endpoint } from '../../../server/endpoint';
import { decrement } from '../../../server/operations';
export const { POST, ALL } = endpoint({ POST: decrement });
