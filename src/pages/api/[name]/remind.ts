import { endpoint } from '../../../server/endpoint';
import { remind } from '../../../server/demos/inside';
export const { POST, ALL } = endpoint({ POST: remind });
