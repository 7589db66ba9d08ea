import { endpoint } from '../../../server/endpoint';
import { whereabouts } from '../../../server/demos/whereabouts';
export const { POST, ALL } = endpoint({ POST: whereabouts });
