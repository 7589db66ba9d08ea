import { endpoint } from '../../../server/endpoint';
import { whereabouts } from '../../../server/whereabouts';
export const { POST, ALL } = endpoint({ POST: whereabouts });
