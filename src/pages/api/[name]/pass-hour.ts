import { endpoint } from '../../../server/endpoint';
import { passHour } from '../../../server/inside';
export const { POST, ALL } = endpoint({ POST: passHour });
