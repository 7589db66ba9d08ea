/**
 * The site and its objects as one Worker: the classes, and the handler that Astro has built. A Pages
 * project gets the same handler as `_worker.js` and leaves the classes to the auxiliary Worker.
 */
export { default } from '#built-site';
export * from '../durable-objects/index';
