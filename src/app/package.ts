/**
 * Where the package of this tool lies, with what it needs beside its code: the directory above `src/app` here, and
 * above `dist/chunks` when it is built.
 */
export const PACKAGE = new URL("../../", import.meta.url);
