import { endpoint } from '../../../server/endpoint';
import { callUnknownMethod } from '../../../server/demos/unknown-method';
export const { POST, ALL } = endpoint({ POST: callUnknownMethod });
