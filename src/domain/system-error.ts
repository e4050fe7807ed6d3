/** What the system says of its own errors. */

/** @returns the system's code, such as ENOENT: its message would name the path a second time */
export function reasonOf(error: unknown): string {
  return codeOf(error) ?? String(error);
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}

/** Errors of a process, or a machine, that has as many files and connections open as it may have. */
const TOO_MANY_OPEN = ["EMFILE", "ENFILE"];
/** @returns a sentence for an error that is about the limit of open files; null for any other */
export function tooManyFiles(error: unknown): string | null {
  const code = codeOf(error) ?? "";
  if (!TOO_MANY_OPEN.includes(code)) return null;
  return `this machine allows no more open files and connections (${code}): raise the limit, with ulimit -n 1024 for one`;
}
