/**
 * What is wrong with the tool, or with the machine that it runs on. It imports nothing: it must be there when nothing
 * else can be loaded any more.
 */

export const toolWords = {
  bug: ({ error }: { readonly error: string }) => `this is a bug in blip-lists, please report it: ${error}`,
  "too-many-files": ({ error }: { readonly error: string }) =>
    `too many open files and connections on this machine (${error}). Raise the limit, for example with ulimit -n 1024`,
};

/** What is said when nothing else can be. */
export const lastSentences = {
  partMissing: (code: string) =>
    `a part of blip-lists cannot be loaded (${code}). Raise the limit of open files, for example with ulimit -n 1024, or install blip-lists again`,
  unreported: (exit: number, code: string) =>
    `blip-lists could not show what went wrong (exit code ${exit}${code === "" ? "" : `, ${code}`}). Run it again`,
};
