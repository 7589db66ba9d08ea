import { endpoint } from '../../../server/endpoint';
import { visit } from '../../../server/counters/visit';
export const { POST, ALL } = endpoint({ POST: visit }, { ownOrigins: true });
