/** Where the prerendered lessons are cut: a part of the page belongs there that a request decides. */
export const cut = '<!--cut-->';

/** The site's origin in the prerendered lessons, under a name that no host has (RFC 2606). */
export const anyOrigin = 'https://origin.invalid';

/** The path of the prerendered lessons in development; a build leaves nothing there. */
export const prerenderedPath = '/prerendered-lessons';
