import { notFound } from '../../server/endpoint';
export const ALL = notFound;
