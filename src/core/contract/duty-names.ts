/** The duties of an object that a demo looks for, by the names that the API shows. */
export const dutyNames = { list: 'tell the directory', remind: 'remind' } as const;
