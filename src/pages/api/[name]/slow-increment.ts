import { endpoint } from '../../../server/endpoint';
import { incrementSlowly } from '../../../server/demos/slow-increment';
export const { POST, ALL } = endpoint({ POST: incrementSlowly }, { takesKey: true });
