/** The version of this code, that of `package.json`: both halves of the site report it. */
export const version = '1.0.0';
