/** What the system says of its own errors. */

import type { Fact } from "./fact.ts";
import { fact } from "./fact.ts";

/** @returns the system's code, such as ENOENT: its message would name the path a second time */
export function systemCode(error: unknown): string {
  return codeOf(error) ?? String(error);
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}

/** Of a process, or a machine, that has as many files and connections open as it may have. */
export function tooManyFiles(error: unknown): Fact<"too-many-files"> | null {
  const code = codeOf(error);
  return code === "EMFILE" || code === "ENFILE" ? fact("too-many-files", { error: code }) : null;
}
