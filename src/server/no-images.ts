import { missing } from './endpoint';
export const ALL = missing;
