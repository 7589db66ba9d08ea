import { endpoint } from '../../server/endpoint';
import { create } from '../../server/operations';
export const { POST, ALL } = endpoint({ POST: create });
