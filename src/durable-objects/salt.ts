import { DurableObject } from 'cloudflare:workers';

/** The random salt of one day, from which the keys of its visitors are derived. It is deleted after the day. */
export class Salt extends DurableObject {}
