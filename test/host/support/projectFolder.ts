import { fileURLToPath } from 'node:url';

/** Absolute path of this project: the extension under development. */
export const projectFolder = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
