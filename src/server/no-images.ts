import { notFound } from './endpoint';
export const ALL = notFound;
