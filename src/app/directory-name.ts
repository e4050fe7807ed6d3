/** What a directory of lists is called where others read it. */

import { relative, resolve, sep } from "node:path";
import type { Ports } from "./ports.ts";

/** @returns one name for all ways to write it: `lists` for `./lists/`, and `.` for the working directory itself */
export function directoryName(directory: string, { cwd }: Ports): string {
  const path = relative(cwd, resolve(cwd, directory));
  return path === "" ? "." : path.replaceAll(sep, "/");
}
