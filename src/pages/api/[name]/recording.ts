import { endpoint } from '../../../server/endpoint';
import { recording } from '../../../server/demos/recording';
export const { GET, ALL } = endpoint({ GET: recording });
