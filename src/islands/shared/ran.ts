/**
 * The attribute that a demo sets on its status whenever it has shown what it was to show. It stays, so
 * that whoever looks later than that finds it.
 */
export const ranMark = 'data-ran';
