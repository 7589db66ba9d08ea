import { endpoint } from '../../../server/endpoint';
import { lookInside } from '../../../server/demos/inside';
export const { GET, ALL } = endpoint({ GET: lookInside });
