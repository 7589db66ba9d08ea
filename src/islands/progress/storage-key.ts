/** The key under which a browser keeps the progress; the number counts the forms it has had. */
export const storageKey = 'tutorial progress 1';
