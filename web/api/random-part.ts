/** Not crypto.randomUUID: browsers keep it from pages of a plain HTTP intranet. */
export const randomPart = () => Math.random().toString(36).slice(2).padEnd(11, '0');
