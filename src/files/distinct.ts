/** Two flags with one file: what the one writes would be lost, or stand where the other has nothing to hide. */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";

/** A flag and the file that it names; null where it was not given. */
export type NamedFile = readonly [flag: string, file: string | null];

/** @throws Failure (exit 3) where a file that is written is another of the files as well */
export function checkDistinct(
  written: readonly NamedFile[],
  read: readonly NamedFile[],
  { cwd }: { readonly cwd: string },
): void {
  const flags = new Map<string, string>();
  for (const [flag, file] of read) if (file !== null) flags.set(resolve(cwd, file), flag);
  for (const [flag, file] of written) {
    if (file === null) continue;
    const path = resolve(cwd, file);
    const other = flags.get(path);
    if (other !== undefined && !isDevice(path)) {
      throw new Failure(Exit.invalid, "usage", `${other} and ${flag} name one file, ${file}: name two`);
    }
    flags.set(path, flag);
  }
}

/** A device or a pipe takes whatever it is given. */
function isDevice(path: string): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
  return info !== undefined && !info.isFile();
}
