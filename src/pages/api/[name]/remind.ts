import { endpoint } from '../../../server/endpoint';
import { remind } from '../../../server/inside';
export const { POST, ALL } = endpoint({ POST: remind });
