import { DurableObject } from 'cloudflare:workers';

/** The list of the counters that are to be found: their names and values, the newest first. */
export class Directory extends DurableObject {}
