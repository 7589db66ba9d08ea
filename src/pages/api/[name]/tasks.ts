import { endpoint } from '../../../server/endpoint';
import { tasks } from '../../../server/tasks';
export const { GET, ALL } = endpoint({ GET: tasks });
