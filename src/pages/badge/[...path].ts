import { missing } from '../../server/endpoint';
export const ALL = missing;
