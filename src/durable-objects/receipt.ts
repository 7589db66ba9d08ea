import { DurableObject } from 'cloudflare:workers';

/** The answer to the creation of a counter, kept for an hour for those who ask again with the same key. */
export class Receipt extends DurableObject {}
