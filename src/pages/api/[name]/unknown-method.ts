import { endpoint } from '../../../server/endpoint';
import { callUnknownMethod } from '../../../server/unknown-method';
export const { POST, ALL } = endpoint({ POST: callUnknownMethod });
