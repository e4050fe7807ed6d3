/** What a directory of lists is called where others read it. */

import { relative, resolve, sep } from "node:path";
import type { World } from "./runtime.ts";

/** @returns one name for all ways to write it: `lists` for `./lists/`, and `.` for the working directory itself */
export function directoryName(directory: string, { cwd }: World): string {
  const path = relative(cwd, resolve(cwd, directory));
  return path === "" ? "." : path.replaceAll(sep, "/");
}
