import { endpoint } from '../../../server/endpoint';
import { tasks } from '../../../server/demos/tasks';
export const { GET, ALL } = endpoint({ GET: tasks });
