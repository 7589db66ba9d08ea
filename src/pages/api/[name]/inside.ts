import { endpoint } from '../../../server/endpoint';
import { lookInside } from '../../../server/inside';
export const { GET, ALL } = endpoint({ GET: lookInside });
