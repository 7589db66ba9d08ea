import { endpoint } from '../../../server/endpoint';
import { passHour } from '../../../server/demos/inside';
export const { POST, ALL } = endpoint({ POST: passHour });
