/** Where the prerendered lessons are cut: a part of the page belongs there that a request decides. */
export const cut = '<!--cut-->';

/** Stands before and after the text of each lesson, so that it can be taken out for its own page. */
export const lessonMark = '<!--lesson-->';

/** The site's origin in the prerendered lessons, under a name that no host has (RFC 2606). */
export const anyOrigin = 'https://origin.invalid';

/** The path of the prerendered lessons in development; a build leaves nothing there. */
export const prerenderedPath = '/prerendered-lessons';

/**
 * The static file into which a build puts the prerendered lessons, for the server alone. In public its
 * address is that of a lesson's page, and no lesson has this id; `server/page-methods.ts` refuses the
 * other ways to write it.
 */
export const lessonsFile = '/lessons/prerendered.txt';
